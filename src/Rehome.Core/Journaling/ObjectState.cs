namespace Rehome.Journaling;

/// <summary>Where one object stands. The numbers are stored; they never change their meaning.</summary>
public enum ObjectState
{
    /// <summary>Listed at the source; to be copied.</summary>
    Planned = 0,

    /// <summary>Copied by this migration and proven equal.</summary>
    Copied = 1,

    /// <summary>Found at the target with equal content and adopted.</summary>
    Present = 2,

    /// <summary>Left alone on purpose; the reason says why.</summary>
    Skipped = 3,

    /// <summary>The target key holds other content, or two sources map to it; needs a decision.</summary>
    Conflict = 4,

    /// <summary>Given up after its retries; a dead letter.</summary>
    Failed = 5,

    /// <summary>Proven at the target and deleted at the source.</summary>
    Retired = 6,
}
