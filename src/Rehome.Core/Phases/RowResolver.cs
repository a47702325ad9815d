using System.Collections.Concurrent;
using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>
/// Finds out, for the objects that a page of rows names, which are proven at the target. Objects that the journal does
/// not know appeared after the listing, or do not exist: the source is asked, and what is found is copied first.
/// </summary>
internal sealed partial class RowResolver(ObjectMover mover, IJournal journal, Limits limits, RunContext context)
{
    private readonly FailureStreak _failures = new();

    /// <summary>The entry of every object that is known or found; a key that is missing from the answer is proven absent.</summary>
    /// <param name="keys">Distinct source keys.</param>
    /// <param name="copies">False: look, but copy nothing.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<IReadOnlyDictionary<ObjectKey, ObjectEntry>> ResolveAsync(
        IReadOnlyList<ObjectKey> keys,
        bool copies,
        CancellationToken cancellationToken
    )
    {
        var known = (await journal.FindObjectsAsync(keys, cancellationToken)).ToDictionary(e => e.Source.Key);
        var unknown = keys.Where(k => !known.TryGetValue(k, out var entry) || entry.State == ObjectState.Skipped)
            .ToList();
        if (unknown.Count == 0)
        {
            return known;
        }
        var found = new ConcurrentDictionary<ObjectKey, ObjectEntry>();
        var unclear = new ConcurrentDictionary<ObjectKey, ObjectEntry>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = limits.Concurrency,
            CancellationToken = cancellationToken,
        };
        try
        {
            await Parallel.ForEachAsync(
                unknown,
                options,
                async (key, token) =>
                {
                    if (await LookAsync(key, known.GetValueOrDefault(key), unclear, token) is { } task)
                    {
                        found[key] = copies ? await MoveAsync(task, token) : task.Entry;
                    }
                }
            );
        }
        finally
        {
            // What was done is recorded even when the run stops here.
            await journal.SaveObjectsAsync([.. found.Values], CancellationToken.None);
        }
        await journal.MarkReferencedAsync([.. found.Keys], cancellationToken);
        foreach (var key in unknown)
        {
            known.Remove(key);
        }
        foreach (var (key, entry) in found.Concat(unclear))
        {
            known[key] = entry;
        }
        return known;
    }

    /// <summary>A key that the store cannot look up is neither proven absent nor an object: its rows wait, and the journal does not hear of it.</summary>
    private async ValueTask<ObjectTask?> LookAsync(
        ObjectKey key,
        ObjectEntry? known,
        ConcurrentDictionary<ObjectKey, ObjectEntry> unclear,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var task = await mover.LookAsync(key, known, cancellationToken);
            _failures.End();
            return task;
        }
        catch (StoreException fault) when (fault.Failure != StoreFailure.Denied && _failures.MayGoOn(fault))
        {
            unclear[key] = new ObjectEntry(new ObjectInfo(key, 0, "", ""), key, ObjectState.Failed)
            {
                Reason = fault.Message,
            };
            return null;
        }
    }

    private async ValueTask<ObjectEntry> MoveAsync(ObjectTask task, CancellationToken cancellationToken)
    {
        if (task.Entry.State != ObjectState.Planned)
        {
            return task.Entry;
        }
        LogAppeared(context.Logger, task.Entry.Source.Key);
        try
        {
            return await mover.MoveAsync(task, cancellationToken);
        }
        catch (StoreException fault) when (_failures.MayGoOn(fault))
        {
            context.Progress.AddFailed(1);
            return task.Entry with { State = ObjectState.Failed, Reason = fault.Message };
        }
    }
}
