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
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = limits.Concurrency,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            unknown,
            options,
            async (key, token) =>
            {
                if (await FindAsync(key, known.GetValueOrDefault(key), copies, token) is { } entry)
                {
                    found[key] = entry;
                }
            }
        );
        await journal.SaveObjectsAsync([.. found.Values], cancellationToken);
        await journal.MarkReferencedAsync([.. found.Keys], cancellationToken);
        foreach (var key in unknown)
        {
            known.Remove(key);
        }
        foreach (var (key, entry) in found)
        {
            known[key] = entry;
        }
        return known;
    }

    private async ValueTask<ObjectEntry?> FindAsync(
        ObjectKey key,
        ObjectEntry? known,
        bool copies,
        CancellationToken cancellationToken
    )
    {
        var task = await mover.LookAsync(key, known, cancellationToken);
        if (task is null)
        {
            return null;
        }
        if (task.Entry.State != ObjectState.Planned || !copies)
        {
            return task.Entry;
        }
        LogAppeared(context.Logger, key);
        try
        {
            return await mover.MoveAsync(task, cancellationToken);
        }
        catch (StoreException fault) when (!fault.ConcernsTheWholeStore && !fault.MayBeRepeated)
        {
            context.Progress.AddFailed(1);
            return task.Entry with { State = ObjectState.Failed, Reason = fault.Message };
        }
    }
}
