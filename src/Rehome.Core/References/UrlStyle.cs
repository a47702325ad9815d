namespace Rehome.References;

/// <summary>One way to write the URL of an object, on both sides.</summary>
/// <param name="Source">What stands before the source key.</param>
/// <param name="Target">What stands before the target key.</param>
internal sealed record UrlStyle(string Source, string Target)
{
    private static readonly string[] s_protocols = ["https://", "http://", "//"];

    /// <summary>True when the key is percent-encoded and a query may follow: everything but <c>s3://</c> and plain paths.</summary>
    public static bool IsEncoded(string start) =>
        start.StartsWith("http", StringComparison.Ordinal)
        || start.StartsWith("//", StringComparison.Ordinal)
        || start.StartsWith("file:", StringComparison.Ordinal);

    /// <summary>
    /// All styles of a migration, longest source first: the adapters' own, the same without protocol, and the user's hosts.
    /// Between stores of different kinds, every style becomes the target's first.
    /// </summary>
    public static IReadOnlyList<UrlStyle> All(
        IReadOnlyList<string> sources,
        IReadOnlyList<string> targets,
        bool sameKind,
        IReadOnlyDictionary<string, string> hosts
    )
    {
        var styles = sources
            .Select((source, place) => new UrlStyle(source, targets[sameKind && place < targets.Count ? place : 0]))
            .ToList();
        styles.AddRange(
            styles
                .Where(s => s.Source.StartsWith("https://", StringComparison.Ordinal))
                .Select(WithoutProtocol)
                .ToList()
        );
        foreach (var (oldHost, newHost) in hosts)
        {
            styles.AddRange(s_protocols.Select(p => new UrlStyle(p + Slash(oldHost), p + Slash(newHost))));
        }
        return [.. styles.DistinctBy(s => s.Source).OrderByDescending(s => s.Source.Length)];
    }

    private static UrlStyle WithoutProtocol(UrlStyle style) =>
        new(
            style.Source["https:".Length..],
            style.Target.StartsWith("https:", StringComparison.Ordinal) ? style.Target["https:".Length..] : style.Target
        );

    private static string Slash(string host) => host.EndsWith('/') ? host : host + "/";
}
