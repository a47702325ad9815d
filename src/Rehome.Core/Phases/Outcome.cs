namespace Rehome.Phases;

/// <summary>How a verb ended; the numbers are the process's exit codes.</summary>
public enum Outcome
{
    /// <summary>Done, nothing left.</summary>
    Clean = 0,

    /// <summary>Preflight failed, or a conflict needs a decision.</summary>
    NeedsDecision = 3,

    /// <summary>Finished, with dead letters or dangling references.</summary>
    LeftOvers = 4,

    /// <summary>Verify found differences.</summary>
    Differences = 5,

    /// <summary>Interrupted; the same command goes on.</summary>
    Interrupted = 130,
}
