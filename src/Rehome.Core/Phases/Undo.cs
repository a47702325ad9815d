using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Pacing;
using Rehome.References;
using Rehome.Stores;
using Rehome.Transfers;

namespace Rehome.Phases;

/// <summary>Returns rows to their old values, latest first, by the same compare-and-swap; copies retired objects back before.</summary>
internal sealed partial class Undo(
    IReadOnlyList<BoundColumn> columns,
    IObjectStore source,
    Transfer back,
    ContentComparer backComparer,
    IJournal journal,
    Limits limits,
    RunContext context
)
{
    private readonly RowPace _pace = new(limits.RowsPerSecond, context.Clock);

    /// <summary>Copies every retired object back to its old key. An object that cannot be restored stays retired, and its rows stay switched.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        var after = ObjectKey.Start;
        IReadOnlyList<ObjectEntry> entries;
        var results = new EntryWriter(journal, context.Clock);
        do
        {
            context.WindDown.ThrowIfCancellationRequested();
            entries = await journal.ReadObjectsAsync([ObjectState.Retired], after, limits.BatchRows, cancellationToken);
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = limits.Concurrency,
                CancellationToken = cancellationToken,
            };
            await Parallel.ForEachAsync(
                entries,
                options,
                async (entry, token) => await results.AddAsync(await RestoreOneAsync(entry, token), token)
            );
            await results.FlushAsync(cancellationToken);
            after = entries.Count > 0 ? entries[^1].Source.Key : after;
        } while (entries.Count == limits.BatchRows);
    }

    /// <summary>Returns every switched row whose old object is there.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var byId = columns.ToDictionary(c => c.Column.Description.Id);
        var before = long.MaxValue;
        while (true)
        {
            context.WindDown.ThrowIfCancellationRequested();
            var entries = await journal.ReadRowsAsync([RowState.Switched], before, limits.BatchRows, cancellationToken);
            if (entries.Count == 0)
            {
                return;
            }
            before = entries[^1].Number;
            foreach (var group in entries.GroupBy(e => e.Column))
            {
                if (!byId.TryGetValue(group.Key, out var bound))
                {
                    throw new RehomingException(
                        $"rows of {group.Key} were switched, but the migration no longer names that column; add it again"
                    );
                }
                foreach (var batch in DistinctRows(group))
                {
                    await ReturnAsync(bound, batch, cancellationToken);
                }
            }
        }
    }

    /// <summary>A row may have been switched more than once: latest first, each in a batch of its own.</summary>
    private static IEnumerable<IReadOnlyList<RowEntry>> DistinctRows(IEnumerable<RowEntry> entries)
    {
        var left = entries.ToList();
        while (left.Count > 0)
        {
            var first = left.DistinctBy(e => e.Switch.Key).ToList();
            left = [.. left.Except(first)];
            yield return [.. first.OrderBy(e => e.Number)];
        }
    }

    private async Task ReturnAsync(
        BoundColumn bound,
        IReadOnlyList<RowEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var present = await PresentAsync(bound, entries, cancellationToken);
        var able = entries.Where(e => present.Contains(bound.Rule.Read(e.Switch.OldValue).Source)).ToList();
        if (able.Count == 0)
        {
            return;
        }
        var swaps = able.Select(e => new RowSwitch(e.Switch.Key, e.Switch.NewValue, e.Switch.OldValue)).ToList();
        var switcher = new RowSwitcher(bound.Column, journal, _pace, limits, context);
        var swapped = await switcher.SwapAsync(
            swaps,
            (row, reason) => LogRefused(context.Logger, row.Key, reason),
            cancellationToken
        );
        // A row that already holds its old value was returned by a run that was stopped before it could write so.
        var missed = Enumerable.Range(0, able.Count).Where(i => swapped[i] == RowState.Changed).ToList();
        var asked = await switcher.SwapAsync(
            [.. missed.Select(i => swaps[i] with { OldValue = swaps[i].NewValue })],
            (_, _) => { },
            cancellationToken
        );
        for (var i = 0; i < missed.Count; i++)
        {
            swapped[missed[i]] = asked[i];
        }
        var states = swapped.Select(ToUndone).ToList();
        await journal.SettleEachAsync(able, states, cancellationToken);
        context.Progress.AddSwitched(states.Count(s => s == RowState.RolledBack));
    }

    private static RowState ToUndone(RowState swapped) =>
        swapped switch
        {
            RowState.Switched => RowState.RolledBack,
            RowState.Refused => RowState.Switched,
            _ => RowState.KeptByApplication,
        };

    /// <summary>No row is returned to an object that is not there.</summary>
    private async Task<HashSet<ObjectKey>> PresentAsync(
        BoundColumn bound,
        IReadOnlyList<RowEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var keys = entries.Select(e => bound.Rule.Read(e.Switch.OldValue).Source).Distinct().ToList();
        var present = new HashSet<ObjectKey>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = limits.Concurrency,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            keys,
            options,
            async (key, token) =>
            {
                if (await source.HeadAsync(key, token) is null)
                {
                    LogGone(context.Logger, key);
                    context.Progress.AddFailed(1);
                    return;
                }
                lock (present)
                {
                    present.Add(key);
                }
            }
        );
        return present;
    }

    private async ValueTask<ObjectEntry> RestoreOneAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        var copy = entry.Source with { Key = entry.Target, ETag = entry.TargetETag };
        try
        {
            if (await source.HeadAsync(entry.Source.Key, cancellationToken) is not null)
            {
                return await AdoptAsync(entry, copy, cancellationToken);
            }
            var proof = await back.CopyAsync(copy, entry.Source.Key, WriteCondition.Absent, cancellationToken);
            context.Progress.AddCopied(1, copy.Size);
            return Restored(entry, proof.Copy);
        }
        catch (StoreException fault) when (fault.Failure == StoreFailure.Exists)
        {
            return await AdoptAsync(entry, copy, cancellationToken);
        }
        catch (StoreException fault) when (!fault.ConcernsTheWholeStore && !fault.MayBeRepeated)
        {
            context.Progress.AddFailed(1);
            return entry with { Reason = $"not restored: {fault.Message}" };
        }
    }

    private async ValueTask<ObjectEntry> AdoptAsync(
        ObjectEntry entry,
        ObjectInfo copy,
        CancellationToken cancellationToken
    )
    {
        var equal = await backComparer.FindEqualAsync(copy, entry.Source.Key, cancellationToken);
        return equal is null
            ? entry with
            {
                Reason = "the source key is taken by other content",
            }
            : Restored(entry, equal);
    }

    private static ObjectEntry Restored(ObjectEntry entry, ObjectInfo source) =>
        entry with
        {
            Source = source with { StorageClass = entry.Source.StorageClass },
            State = ObjectState.Present,
            Reason = "",
        };
}
