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

    /// <summary>Goes through the whole source once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var cursor = new TargetCursor(target);
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

    private static List<ObjectEntry> Unchanged(IReadOnlyList<ObjectInfo> page, IReadOnlyList<ObjectEntry> entries)
    {
        var proven = entries.Where(IsProven).ToDictionary(e => e.Source.Key);
        return
        [
            .. page.Where(o => proven.TryGetValue(o.Key, out var entry) && Verdict.IsSameVersion(o, entry.Source))
                .Select(o => proven[o.Key]),
        ];
    }

    // Given up with evidence means that only the delete was refused, which is tried again.
    private static bool IsProven(ObjectEntry entry) =>
        entry.State is ObjectState.Copied or ObjectState.Present
        || entry is { State: ObjectState.Failed, Evidence: not Evidence.None };

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

    private async Task DeleteAsync(ObjectEntry[] entries, CancellationToken cancellationToken)
    {
        var stillNamed = await named.ReadAsync(cancellationToken);
        var doomed = entries.Where(e => !stillNamed.Contains(e.Source.Key)).ToDictionary(e => e.Source.Key);
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
        context.Progress.AddFailed(outcomes.Count - gone);
        if (gone == 0)
        {
            throw new RehomingException(
                $"no source object could be deleted, and the deleting stopped; every row names the target and nothing is lost. {outcomes[0].Error}"
            );
        }
    }
}
