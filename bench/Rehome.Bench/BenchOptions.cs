namespace Rehome.Bench;

/// <summary>How much is measured; the defaults are what a committed result is made with.</summary>
internal sealed record BenchOptions
{
    /// <summary>Objects, and rows that name them. Default: 10,000.</summary>
    public int Objects { get; init; } = 10_000;

    /// <summary>Bytes of one object. Default: 1,676.</summary>
    public int Bytes { get; init; } = 1676;

    /// <summary>How often each contestant runs; they take turns. Default: 5.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The numbers of requests at a time that are compared with each other; none: the comparison is left out.</summary>
    public IReadOnlyList<int> Concurrencies { get; init; } = [16, 64, 128, 256];

    /// <summary>How often each of these runs. Default: 3.</summary>
    public int ConcurrencyRounds { get; init; } = 3;

    /// <summary>How often the program is started for nothing but its version. Default: 10.</summary>
    public int Starts { get; init; } = 10;

    /// <summary>The program that is measured. Default: the one that was built with the benchmarks.</summary>
    public string Program { get; init; } =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Rehome.App/release/rehome"));

    /// <summary>The Markdown file that is written; empty: standard output only.</summary>
    public string Result { get; init; } = "";
}
