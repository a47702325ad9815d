using System.Xml.Linq;
using Xunit;

namespace Rehome.Tests.Shape;

public sealed class FenceSpecs
{
    private const string Adapters = "src/Rehome.Adapters";

    /// <summary>The one folder that may speak to each foreign system, by the beginning of the system's package and namespace names.</summary>
    private static readonly Dictionary<string, string[]> s_homes = new()
    {
        ["AWSSDK"] = ["AmazonS3"],
        ["Amazon"] = ["AmazonS3"],
        ["Npgsql"] = ["PostgreSql"],
        ["NpgsqlTypes"] = ["PostgreSql"],
        ["Microsoft.Data.Sqlite"] = ["Sqlite", "SqliteJournal"],
        ["SQLitePCLRaw"] = ["Sqlite", "SqliteJournal"],
        ["SQLitePCL"] = ["Sqlite", "SqliteJournal"],
    };

    /// <summary>
    /// Adapter folders that may use another: what all databases share is one folder, and the journal is kept in the
    /// database that Sqlite opens.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_neighbours = new()
    {
        ["PostgreSql"] = ["Relational"],
        ["Sqlite"] = ["Relational"],
        ["SqliteJournal"] = ["Sqlite"],
    };

    [Fact]
    public void The_domain_takes_nothing_but_the_base_library_and_logging_abstractions()
    {
        var (packages, projects) = ReferencesOf("src/Rehome.Core/Rehome.Core.csproj");
        var linked = typeof(Locations.Location)
            .Assembly.GetReferencedAssemblies()
            .Select(one => one.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions"], packages);
        Assert.Empty(projects);
        Findings.MustBeNone(linked.Except(packages));
    }

    [Fact]
    public void The_adapters_know_the_domain_and_not_the_app()
    {
        var (_, projects) = ReferencesOf($"{Adapters}/Rehome.Adapters.csproj");

        Assert.Equal(["../Rehome.Core/Rehome.Core.csproj"], projects);
    }

    [Fact]
    public void Every_package_of_the_adapters_has_a_home()
    {
        var (packages, _) = ReferencesOf($"{Adapters}/Rehome.Adapters.csproj");

        Assert.DoesNotContain(packages, package => !s_homes.Keys.Any(home => IsWithin(package, home)));
    }

    [Fact]
    public void A_foreign_system_is_spoken_to_in_its_own_folder_only()
    {
        var strayed =
            from use in Checkout.Names
            let home = s_homes.FirstOrDefault(one => IsWithin(use.Namespace, one.Key))
            where
                home.Key is not null
                && !home.Value.Any(folder =>
                    use.File.Path.StartsWith($"{Adapters}/{folder}/", StringComparison.Ordinal)
                )
            select $"{use.File.Path} uses {use.Namespace}";

        Findings.MustBeNone(strayed.Distinct());
    }

    [Fact]
    public void Adapters_do_not_know_each_other()
    {
        var strayed =
            from use in Checkout.Names
            let folder = AdapterOf(use.File)
            where folder.Length > 0 && IsWithin(use.Namespace, "Rehome.Adapters")
            let other = use.Namespace.Split('.').ElementAtOrDefault(2) ?? ""
            where other.Length > 0 && other != folder && !s_neighbours.GetValueOrDefault(folder, []).Contains(other)
            select $"{use.File.Path} uses {use.Namespace}";

        Findings.MustBeNone(strayed.Distinct());
    }

    private static (IReadOnlyList<string> Packages, IReadOnlyList<string> Projects) ReferencesOf(string project)
    {
        var document = XDocument.Parse(Checkout.Read(project));
        return (Included("PackageReference"), Included("ProjectReference"));

        List<string> Included(string element) =>
            [.. document.Descendants(element).Select(one => one.Attribute("Include")!.Value.Replace('\\', '/'))];
    }

    private static string AdapterOf(SourceFile file) =>
        file.Path.StartsWith($"{Adapters}/", StringComparison.Ordinal) && file.Folders.Count > 2 ? file.Folders[2] : "";

    private static bool IsWithin(string name, string root) =>
        name == root || name.StartsWith(root + ".", StringComparison.Ordinal);
}
