using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;
using Rehome.Transfers;

namespace Rehome.Phases;

/// <summary>Brings one object to its target and says what the journal shall hold. Writes no journal itself.</summary>
internal sealed partial class ObjectMover(
    Migration migration,
    IObjectStore source,
    IObjectStore target,
    Transfer transfer,
    ContentComparer comparer,
    RunContext context
)
{
    private const int MostVersions = 3;
    private const string GoneAfterListing = "it was deleted at the source after it was listed";

    /// <summary>How long a listing is believed before a write that the store cannot make conditional.</summary>
    private static readonly TimeSpan s_listingTrust = TimeSpan.FromSeconds(30);

    /// <summary>Copies or adopts.</summary>
    /// <exception cref="StoreException">The object could not be moved; nothing at the target was overwritten.</exception>
    public async ValueTask<ObjectEntry> MoveAsync(ObjectTask task, CancellationToken cancellationToken)
    {
        if (task.AtTarget is not null)
        {
            return await CompareAsync(task, cancellationToken);
        }
        var entry = task.Entry;
        if (await IsTakenAsync(task, cancellationToken))
        {
            return await AdoptAsync(entry, cancellationToken);
        }
        for (var versions = 1; ; versions++)
        {
            try
            {
                return await CopyAsync(entry, task.Condition, cancellationToken);
            }
            catch (StoreException fault) when (fault.Failure == StoreFailure.Exists)
            {
                return await AdoptAsync(entry, cancellationToken);
            }
            catch (StoreException fault)
                when (fault.Failure is StoreFailure.Changed or StoreFailure.NotFound && versions < MostVersions)
            {
                var head = await source.HeadAsync(entry.Source.Key, cancellationToken);
                if (head is null)
                {
                    return entry with { State = ObjectState.Skipped, Reason = GoneAfterListing };
                }
                LogChanged(context.Logger, entry.Source.Key);
                entry = entry with { Source = head.Info with { StorageClass = entry.Source.StorageClass } };
            }
        }
    }

    /// <summary>Compares the bytes of a pair whose tags do not tell.</summary>
    public async ValueTask<ObjectEntry> CompareAsync(ObjectTask task, CancellationToken cancellationToken)
    {
        var isEqual = await comparer.AreEqualAsync(task.Entry.Source, task.AtTarget!, cancellationToken);
        return isEqual ? Adopted(task.Entry, task.AtTarget!) : InConflict(task.Entry);
    }

    /// <summary>Finds out about an object that no listing has shown: a row names it, but the journal does not know it.</summary>
    /// <returns>Null when the source proves that there is no such object.</returns>
    public async ValueTask<ObjectTask?> LookAsync(
        ObjectKey key,
        ObjectEntry? known,
        CancellationToken cancellationToken
    )
    {
        var head = await source.HeadAsync(key, cancellationToken);
        if (head is null)
        {
            return null;
        }
        var targetKey = migration.Keys.Map(key);
        var atTarget = await target.HeadAsync(targetKey, cancellationToken);
        var verdict = Verdict.On(head.Info, targetKey, atTarget?.Info, known);
        return new ObjectTask(verdict.Entry, verdict.Compare, context.Clock.GetTimestamp());
    }

    private async ValueTask<ObjectEntry> CopyAsync(
        ObjectEntry entry,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        LogCopying(context.Logger, entry.Source.Key, entry.Target);
        var proof = await transfer.CopyAsync(entry.Source, entry.Target, condition, cancellationToken);
        if (migration.Verify == VerifyLevel.Strict && proof.Evidence < Evidence.StreamedHash)
        {
            proof = await comparer.AreEqualAsync(entry.Source, proof.Copy, cancellationToken)
                ? proof with
                {
                    Evidence = Evidence.Bytes,
                }
                : throw new StoreException(
                    StoreFailure.Refused,
                    $"copy {target.Location}: {entry.Target} differs from its source after the copy"
                );
        }
        context.Progress.AddCopied(1, entry.Source.Size);
        return entry with
        {
            State = ObjectState.Copied,
            Evidence = proof.Evidence,
            TargetETag = proof.Copy.ETag,
            Reason = "",
        };
    }

    private async ValueTask<bool> IsTakenAsync(ObjectTask task, CancellationToken cancellationToken)
    {
        if (task.Condition == WriteCondition.None)
        {
            var head = await target.HeadAsync(task.Entry.Target, cancellationToken);
            return head is not null && head.Info.ETag != task.Entry.TargetETag;
        }
        return !CanBeConditional()
            && context.Clock.GetElapsedTime(task.ListedAt) > s_listingTrust
            && await target.HeadAsync(task.Entry.Target, cancellationToken) is not null;
    }

    private bool CanBeConditional() =>
        source.Features.CopyDomain.Length > 0 && source.Features.CopyDomain == target.Features.CopyDomain
            ? target.Features.ConditionalCopies
            : target.Features.ConditionalWrites;

    private async ValueTask<ObjectEntry> AdoptAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        var equal = await comparer.FindEqualAsync(entry.Source, entry.Target, cancellationToken);
        return equal is null ? InConflict(entry) : Adopted(entry, equal);
    }

    private ObjectEntry Adopted(ObjectEntry entry, ObjectInfo copy)
    {
        LogAdopted(context.Logger, entry.Source.Key, entry.Target);
        return entry with
        {
            State = ObjectState.Present,
            Evidence = Evidence.Bytes,
            TargetETag = copy.ETag,
            Reason = "",
        };
    }

    private ObjectEntry InConflict(ObjectEntry entry)
    {
        LogConflict(context.Logger, entry.Source.Key, entry.Target);
        return entry with { State = ObjectState.Conflict, Reason = Verdict.OtherContent };
    }
}
