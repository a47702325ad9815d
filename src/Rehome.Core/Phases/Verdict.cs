using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Stores;
using Rehome.Transfers;

namespace Rehome.Phases;

/// <summary>What a listing says about one object.</summary>
/// <param name="Entry">What the journal shall hold.</param>
/// <param name="IsNews">True when the journal does not hold it yet.</param>
/// <param name="Compare">The target object whose bytes must be compared to know; null otherwise.</param>
internal readonly record struct Verdict(ObjectEntry Entry, bool IsNews, ObjectInfo? Compare)
{
    /// <summary>Why two objects are in conflict.</summary>
    public const string OtherContent = "the target key holds an object with other content";

    private const string Outdated = "the target holds our copy of an earlier version";
    private const string ToCompare = "the target key is taken; the bytes must be compared";

    /// <summary>Decides from what was listed on both sides and what the journal remembers.</summary>
    /// <param name="source">The source object as listed.</param>
    /// <param name="key">Its target key.</param>
    /// <param name="atTarget">The object under that key as listed; null when there is none.</param>
    /// <param name="known">The journal's entry; null when there is none.</param>
    public static Verdict On(ObjectInfo source, ObjectKey key, ObjectInfo? atTarget, ObjectEntry? known)
    {
        var planned = new ObjectEntry(source, key, ObjectState.Planned);
        if (atTarget is null)
        {
            return News(planned, known);
        }
        var isOurs =
            known is not null
            && known.Target == key
            && known.TargetETag.Length > 0
            && known.TargetETag == atTarget.ETag;
        if (
            isOurs
            && known!.Evidence != Evidence.None
            && known.State != ObjectState.Retired
            && IsSameVersion(source, known.Source)
        )
        {
            return News(
                known.State == ObjectState.Present ? known : known with { State = ObjectState.Copied, Reason = "" },
                known
            );
        }
        if (CopyProof.ByETag(source, atTarget) is { } proof)
        {
            return News(
                planned with
                {
                    State = ObjectState.Present,
                    Evidence = proof.Evidence,
                    TargetETag = atTarget.ETag,
                },
                known
            );
        }
        if (isOurs && known!.State is ObjectState.Copied or ObjectState.Planned)
        {
            return News(planned with { TargetETag = atTarget.ETag, Reason = Outdated }, known);
        }
        return source.Size == atTarget.Size
            ? News(planned with { Reason = ToCompare }, known) with
            {
                Compare = atTarget,
            }
            : News(planned with { State = ObjectState.Conflict, Reason = OtherContent }, known);
    }

    /// <summary>True when both are the same content of one key.</summary>
    public static bool IsSameVersion(ObjectInfo left, ObjectInfo right) =>
        left.ETag == right.ETag && left.Size == right.Size;

    private static Verdict News(ObjectEntry entry, ObjectEntry? known) =>
        new(entry, known is null || (entry with { Referenced = known.Referenced }) != known, Compare: null);
}
