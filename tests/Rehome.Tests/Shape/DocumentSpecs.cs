using System.Text.RegularExpressions;
using Xunit;

namespace Rehome.Tests.Shape;

public sealed partial class DocumentSpecs
{
    [Fact]
    public void Every_link_between_the_documents_leads_somewhere()
    {
        var broken =
            from document in Documents()
            from Match link in Link().Matches(Checkout.Read(document))
            let path = link.Groups["path"].Value
            where !path.Contains("://", StringComparison.Ordinal)
            let place = Path.Combine(Checkout.Root, Path.GetDirectoryName(document)!, path)
            where !File.Exists(place) && !Directory.Exists(place)
            select $"{document}: {path}";

        Findings.MustBeNone(broken);
    }

    [Fact]
    public void Every_test_that_the_documents_name_exists()
    {
        var tests = Checkout.Tests.SelectMany(TestSpecs.TestsOf).Select(test => test.Identifier.Text).ToHashSet();

        var unknown =
            from document in Documents()
            from Match name in TestName().Matches(Checkout.Read(document))
            where !tests.Contains(name.Groups["name"].Value)
            select $"{document}: {name.Groups["name"].Value}";

        Findings.MustBeNone(unknown);
    }

    private static IEnumerable<string> Documents() =>
        Checkout
            .Files("docs", ".md")
            .Concat(Directory.EnumerateFiles(Checkout.Root, "*.md").Select(file => Path.GetFileName(file)));

    [GeneratedRegex(@"\]\((?<path>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    /// <summary>A name in code style that begins with a capital and has words joined by underscores.</summary>
    [GeneratedRegex("`(?<name>[A-Z][a-z0-9]*(_[A-Za-z0-9]+){2,})`")]
    private static partial Regex TestName();
}
