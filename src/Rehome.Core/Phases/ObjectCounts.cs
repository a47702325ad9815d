namespace Rehome.Phases;

/// <summary>The objects of a summary; sizes in bytes.</summary>
public sealed record ObjectCounts
{
    /// <summary>Listed at the source: the sum of planned, copied, present, skipped, conflicts and failed.</summary>
    public long Listed { get; init; }

    /// <summary>Bytes of the listed objects.</summary>
    public long Bytes { get; init; }

    /// <summary>Listed and not yet copied.</summary>
    public long Planned { get; init; }

    /// <summary>Bytes of the planned objects.</summary>
    public long PlannedBytes { get; init; }

    /// <summary>Copied by this migration, the retired ones included.</summary>
    public long Copied { get; init; }

    /// <summary>Already at the target with equal content.</summary>
    public long Present { get; init; }

    /// <summary>Left alone on purpose.</summary>
    public long Skipped { get; init; }

    /// <summary>In need of a decision.</summary>
    public long Conflicts { get; init; }

    /// <summary>Dead letters.</summary>
    public long Failed { get; init; }

    /// <summary>Deleted at the source.</summary>
    public long Retired { get; init; }

    /// <summary>Named by no row.</summary>
    public long Unreferenced { get; init; }
}
