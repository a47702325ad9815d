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
        return Find(from.Location, Path(from.Location), to.Location, Path(to.Location));
    }

    /// <summary>As the other, where each side's endpoint is known by the URLs that name its objects.</summary>
    public static string Find(
        StoreSettings from,
        IReadOnlyList<string> sourceBases,
        StoreSettings to,
        IReadOnlyList<string> targetBases
    ) =>
        from.Location.Scheme == to.Location.Scheme
        && WebBases(sourceBases).Intersect(WebBases(targetBases), StringComparer.Ordinal).Any()
            ? Find(from.Location, from.Location.Prefix, to.Location, to.Location.Prefix)
            : "";

    private static string Find(Location from, string source, Location to, string target) =>
        source == target ? $"'from' and 'to' are the same place: {from}"
        : target.StartsWith(source, StringComparison.Ordinal)
            ? $"'to' ({to}) lies inside 'from' ({from}): the copies would be listed as sources; choose a place beside it"
        : source.StartsWith(target, StringComparison.Ordinal)
            ? $"'from' ({from}) lies inside 'to' ({to}): a copy could take the key of a source; choose a place beside it"
        : "";

    // s3://bucket/ names no service, so it proves nothing; loopback has many names.
    private static IEnumerable<string> WebBases(IReadOnlyList<string> bases) =>
        from text in bases
        where text.StartsWith("http", StringComparison.Ordinal)
        let url = new Uri(text)
        select url.IsLoopback
            ? new UriBuilder(url) { Host = "localhost" }
                .Uri
                .AbsoluteUri
            : url.AbsoluteUri;

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
