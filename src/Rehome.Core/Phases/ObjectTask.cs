using Rehome.Journaling;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>What is to be done for one listed object.</summary>
/// <param name="Entry">The object, planned.</param>
/// <param name="AtTarget">
/// A target object of the same size whose tag does not tell whether it is equal, so that the bytes must be compared; null: copy.
/// </param>
/// <param name="ListedAt">When the target was looked at, as a timestamp of the run's clock.</param>
internal sealed record ObjectTask(ObjectEntry Entry, ObjectInfo? AtTarget, long ListedAt)
{
    /// <summary>
    /// A planned entry that remembers a target tag has an outdated copy of our own there, the only thing that may be overwritten.
    /// </summary>
    public WriteCondition Condition => Entry.TargetETag.Length > 0 ? WriteCondition.None : WriteCondition.Absent;
}
