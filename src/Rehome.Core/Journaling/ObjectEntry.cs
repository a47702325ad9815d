using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Journaling;

/// <summary>One object in the journal.</summary>
/// <param name="Source">The object as listed: the version that everything below speaks of.</param>
/// <param name="Target">The key it gets.</param>
/// <param name="State">Where it stands.</param>
public sealed record ObjectEntry(ObjectInfo Source, ObjectKey Target, ObjectState State)
{
    /// <summary>Why the target counts as equal.</summary>
    public Evidence Evidence { get; init; }

    /// <summary>The target's tag when it was proven equal; empty before.</summary>
    public string TargetETag { get; init; } = "";

    /// <summary>For people: why it was skipped, is in conflict or failed. Empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>True when some row named it in the last scan. Written by <see cref="IJournal.MarkReferencedAsync"/> alone.</summary>
    public bool Referenced { get; init; }

    /// <summary>True when a row may be switched to the target.</summary>
    public bool IsProven => State is ObjectState.Copied or ObjectState.Present or ObjectState.Retired;
}
