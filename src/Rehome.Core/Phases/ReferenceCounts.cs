namespace Rehome.Phases;

/// <summary>The references of a summary.</summary>
public sealed record ReferenceCounts
{
    /// <summary>Rows read that could matter, in the last full scan.</summary>
    public long Scanned { get; init; }

    /// <summary>Rows that still name a source object.</summary>
    public long Legacy { get; init; }

    /// <summary>Rows switched.</summary>
    public long Switched { get; init; }

    /// <summary>Rows that the application changed between read and switch; the next pass looked at them again.</summary>
    public long Changed { get; init; }

    /// <summary>Rows that name an object which does not exist.</summary>
    public long Dangling { get; init; }

    /// <summary>Rows that the database refused, or whose object is in conflict or failed.</summary>
    public long Failed { get; init; }

    /// <summary>Rows returned to their old value.</summary>
    public long RolledBack { get; init; }
}
