using Rehome.Locations;
using Rehome.Migrations;

namespace Rehome.App.MigrationFiles;

/// <summary>Finds out whether two sides are one place, however they are written.</summary>
internal static class Overlap
{
    /// <summary>What is wrong with moving from one side to the other, in words; empty when nothing is.</summary>
    public static string Find(StoreSettings from, StoreSettings to)
    {
        if (from.Location.Scheme != to.Location.Scheme || Service(from) != Service(to))
        {
            return "";
        }
        return Compare(from, to, Path(from.Location), Path(to.Location));
    }

    /// <summary>As <see cref="Find"/>, by the URLs under which both containers answer, whoever told where they are.</summary>
    public static string FindByUrls(
        StoreSettings from,
        StoreSettings to,
        IReadOnlyList<string> sourceBases,
        IReadOnlyList<string> targetBases
    ) =>
        sourceBases.Any(url => url.StartsWith("http", StringComparison.Ordinal) && targetBases.Contains(url))
            ? Compare(from, to, "/" + from.Location.Prefix, "/" + to.Location.Prefix)
            : "";

    private static string Compare(StoreSettings from, StoreSettings to, string source, string target)
    {
        return source == target ? $"'from' and 'to' are the same place: {from.Location}"
            : target.StartsWith(source, StringComparison.Ordinal)
                ? $"'to' ({to.Location}) lies inside 'from' ({from.Location}): the copies would be listed as sources; choose a place beside it"
            : source.StartsWith(target, StringComparison.Ordinal)
                ? $"'from' ({from.Location}) lies inside 'to' ({to.Location}): a copy could take the key of a source; choose a place beside it"
            : "";
    }

    private static string Path(Location location) =>
        location.Scheme == "file" ? RealFolder(location.Container) + "/" : $"{location.Container}/{location.Prefix}";

    private static string Service(StoreSettings store)
    {
        if (store.Endpoint.Length == 0 || !Uri.TryCreate(store.Endpoint, UriKind.Absolute, out var uri))
        {
            return "";
        }
        // Buckets of Amazon's own service have one name space, whatever the region's host.
        var isAmazon = uri.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);
        var host = uri.IsLoopback ? "localhost" : uri.Host.TrimEnd('.').ToLowerInvariant();
        return isAmazon ? "" : $"{host}:{uri.Port}{uri.AbsolutePath.TrimEnd('/')}";
    }

    // Follows symbolic links of every part of the path; parts that do not exist yet stay as written.
    private static string RealFolder(string folder)
    {
        var real = "";
        foreach (var part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo($"{real}/{part}");
            real = (
                next.LinkTarget is null ? next : next.ResolveLinkTarget(returnFinalTarget: true) ?? next
            ).FullName.TrimEnd('/');
        }
        return real;
    }
}
