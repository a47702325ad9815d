using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>
/// Deletes source objects, and only those that both sides' fresh listings and the journal agree on: proven at the
/// target and still there, unchanged since they were copied, and named by no row.
/// </summary>
internal sealed partial class Retirer(
    Migration migration,
    IObjectStore source,
    IObjectStore target,
    IJournal journal,
    StillNamed named,
    RunContext context
)
{
    private const int HeadsAtATime = 16;

    /// <summary>Objects that the store did not delete.</summary>
    public long Refused { get; private set; }

    /// <summary>Goes through the whole source once.</summary>
    /// <exception cref="RehomingException">The columns prove nothing, or nothing may be deleted.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await RefuseWithoutReferencesAsync(cancellationToken);
        var cursor = new TargetCursor(target, context.Clock);
        var after = ObjectKey.Start;
        await foreach (var page in new SourceListing(source, migration).ReadAsync(cancellationToken))
        {
            context.WindDown.ThrowIfCancellationRequested();
            if (page.Count == 0)
            {
                continue;
            }
            var entries = await journal.ReadObjectsAsync(after, page[^1].Key, cancellationToken);
            after = page[^1].Key;
            var unchanged = Unchanged(page, entries);
            var atTarget = await AtTargetAsync(unchanged, cursor, cancellationToken);
            foreach (var chunk in atTarget.Chunk(source.Features.MostDeletes))
            {
                await DeleteAsync(chunk, cancellationToken);
            }
        }
    }

    /// <summary>Columns in which no row names an object of either side are the wrong columns, and prove nothing.</summary>
    private async Task RefuseWithoutReferencesAsync(CancellationToken cancellationToken)
    {
        var totals = await journal.CountAsync(cancellationToken);
        if (named.HasColumns && totals.Objects.Sum(t => t.Count) > 0 && totals.Objects.Sum(t => t.Referenced) == 0)
        {
            throw new RehomingException(
                "no row of the reference columns names an object of this migration, so nothing is deleted; check column, form and hosts, or leave the references out"
            );
        }
    }

    private static List<ObjectEntry> Unchanged(IReadOnlyList<ObjectInfo> page, IReadOnlyList<ObjectEntry> entries)
    {
        // A retired object that is still listed was written down by a run that died before it deleted.
        var proven = entries
            .Where(e => e.IsProven || IsRefused(e))
            .Select(e => e.State == ObjectState.Retired ? e with { State = ObjectState.Present } : e)
            .ToDictionary(e => e.Source.Key);
        return
        [
            .. page.Where(o => proven.TryGetValue(o.Key, out var entry) && Verdict.IsSameVersion(o, entry.Source))
                .Select(o => proven[o.Key]),
        ];
    }

    // Given up with evidence means that only the delete was refused, which is tried again.
    private static bool IsRefused(ObjectEntry entry) =>
        entry is { State: ObjectState.Failed, Evidence: not Evidence.None };

    private async Task<IReadOnlyList<ObjectEntry>> AtTargetAsync(
        List<ObjectEntry> entries,
        TargetCursor cursor,
        CancellationToken cancellationToken
    )
    {
        var found = new ObjectInfo?[entries.Count];
        if (migration.Keys.KeepsOrder)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                found[i] = await cursor.FindAsync(entries[i].Target, cancellationToken);
            }
        }
        else
        {
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = HeadsAtATime,
                CancellationToken = cancellationToken,
            };
            await Parallel.ForAsync(
                0,
                entries.Count,
                options,
                async (i, token) => found[i] = (await target.HeadAsync(entries[i].Target, token))?.Info
            );
        }
        return
        [
            .. entries.Where((e, i) => found[i] is { } copy && copy.ETag == e.TargetETag && copy.Size == e.Source.Size),
        ];
    }

    /// <summary>The columns may have taken long to read, so the last look before a delete is at the objects themselves: one listing a batch.</summary>
    private async Task<Dictionary<ObjectKey, ObjectEntry>> StillUnchangedAsync(
        IEnumerable<ObjectEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var cursor = new TargetCursor(source, context.Clock);
        var unchanged = new Dictionary<ObjectKey, ObjectEntry>();
        foreach (var entry in entries)
        {
            var now = await cursor.FindAsync(entry.Source.Key, cancellationToken);
            if (now is not null && Verdict.IsSameVersion(now, entry.Source))
            {
                unchanged.Add(entry.Source.Key, entry);
            }
        }
        return unchanged;
    }

    private async Task DeleteAsync(ObjectEntry[] entries, CancellationToken cancellationToken)
    {
        var stillNamed = await named.ReadAsync(cancellationToken);
        var unnamed = entries.Where(e => !stillNamed.Contains(e.Source.Key));
        var doomed = await StillUnchangedAsync(unnamed, cancellationToken);
        if (doomed.Count == 0)
        {
            return;
        }
        // Journal first: an object that is deleted while we die must be known as retired, or it could not be brought back.
        await journal.SaveObjectsAsync(
            [.. doomed.Values.Select(e => e with { State = ObjectState.Retired })],
            cancellationToken
        );
        var outcomes = await source.DeleteAsync([.. doomed.Keys], cancellationToken);
        var kept = new List<ObjectEntry>();
        foreach (var outcome in outcomes)
        {
            if (outcome.IsGone)
            {
                LogDeleted(context.Logger, outcome.Key);
            }
            else
            {
                LogNotDeleted(context.Logger, outcome.Key, outcome.Error);
                kept.Add(
                    doomed[outcome.Key] with
                    {
                        State = ObjectState.Failed,
                        Reason = $"not deleted at the source: {outcome.Error}",
                    }
                );
            }
        }
        await journal.SaveObjectsAsync(kept, CancellationToken.None);
        var gone = outcomes.Count(o => o.IsGone);
        context.Progress.AddRetired(gone);
        context.Progress.AddFailed(kept.Count);
        Refused += kept.Count;
        if (gone == 0)
        {
            throw new RehomingException(
                $"no source object could be deleted, and the deleting stopped; every row names the target and nothing is lost. {outcomes[0].Error}"
            );
        }
    }
}
