namespace Rehome.Phases;

/// <summary>How a verb ended.</summary>
/// <param name="Migration">Its name.</param>
/// <param name="Phase">Where the migration stands.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Objects">Objects.</param>
/// <param name="References">References.</param>
/// <param name="Elapsed">How long the verb took.</param>
public sealed record Summary(
    string Migration,
    Phase Phase,
    Outcome Outcome,
    ObjectCounts Objects,
    ReferenceCounts References,
    TimeSpan Elapsed
)
{
    /// <summary>What people should know beyond the counts, a sentence each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
