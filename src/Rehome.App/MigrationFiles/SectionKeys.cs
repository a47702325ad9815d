namespace Rehome.App.MigrationFiles;

/// <summary>The keys that one mapping of a migration file may have.</summary>
/// <param name="Known">Those that work.</param>
/// <param name="Unbuilt">Those of the design that this version cannot do yet, with what to do instead.</param>
internal sealed record SectionKeys(IReadOnlyList<string> Known, IReadOnlyDictionary<string, string> Unbuilt)
{
    private static readonly Dictionary<string, string> s_none = [];

    public static SectionKeys Root { get; } =
        new(
            [
                "name",
                "from",
                "to",
                "include",
                "exclude",
                "rename",
                "objects",
                "references",
                "conflict",
                "source",
                "grace",
                "verify",
                "limits",
            ],
            new Dictionary<string, string>
            {
                ["variants"] =
                    "moving variants together with their object is not built yet; objects under the prefix move anyway",
            }
        );

    public static SectionKeys Store { get; } =
        new(["url", "endpoint", "region", "profile", "role", "addressing"], s_none);

    public static SectionKeys Rename { get; } = new(["match", "to"], s_none);

    public static SectionKeys Reference { get; } =
        new(
            ["database", "column", "key", "form", "hosts", "where"],
            new Dictionary<string, string>
            {
                ["mark"] = "marking switched rows is not built yet; the journal records every switched row",
            }
        );

    public static SectionKeys Limits { get; } =
        new(
            ["concurrency", "batch_rows", "rows_per_second", "part_threshold", "part_size", "buffer", "tries"],
            new Dictionary<string, string>
            {
                ["requests_per_second"] = "a limit of requests a second is not built yet; lower 'concurrency' instead",
                ["bandwidth"] = "a limit of bandwidth is not built yet; lower 'concurrency' instead",
                ["replica_lag"] = "watching the lag of replicas is not built yet; set 'rows_per_second' instead",
            }
        );
}
