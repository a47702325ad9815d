using System.Threading.Channels;
using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.References;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>
/// Lists both sides, writes what it finds to the journal and hands on what is to be copied or compared while it goes on
/// listing. Changes nothing in the stores and sends no request per object.
/// </summary>
internal sealed class Planner(
    Migration migration,
    IObjectStore source,
    IObjectStore target,
    IReadOnlyList<BoundColumn> columns,
    IJournal journal,
    RunContext context
)
{
    private const int PageOfEntries = 1000;
    private const string Departed = "it is no longer at the source, or no longer takes part";

    /// <summary>Lists until both sides are compared. The writer is left open.</summary>
    public async Task PlanAsync(ChannelWriter<ObjectTask> tasks, CancellationToken cancellationToken)
    {
        if (migration.Keys.KeepsOrder)
        {
            await MergeAsync(tasks, cancellationToken);
        }
        else
        {
            await ListSourceAsync(cancellationToken);
            await MatchTargetAsync(tasks, cancellationToken);
        }
        context.Progress.ListingEnded = true;
    }

    private async Task MergeAsync(ChannelWriter<ObjectTask> tasks, CancellationToken cancellationToken)
    {
        var cursor = new TargetCursor(target, context.Clock);
        var after = ObjectKey.Start;
        await foreach (var page in new SourceListing(source, migration).ReadAsync(cancellationToken))
        {
            context.WindDown.ThrowIfCancellationRequested();
            if (page.Count == 0)
            {
                continue;
            }
            var known = await KnownAsync(after, page[^1].Key, cancellationToken);
            after = page[^1].Key;
            await LeaveOutAsync(known.Values.ExceptBy(page.Select(o => o.Key), e => e.Source.Key), cancellationToken);
            var verdicts = new List<Verdict>(page.Count);
            var listedAt = long.MaxValue;
            foreach (var info in page)
            {
                var key = migration.Keys.Map(info.Key);
                var atTarget = await cursor.FindAsync(key, cancellationToken);
                listedAt = Math.Min(listedAt, cursor.ListedAt);
                verdicts.Add(Judge(info, key, atTarget, known.GetValueOrDefault(info.Key)));
            }
            CountListed(page);
            await HandOnAsync(verdicts, listedAt, tasks, cancellationToken);
        }
        await LeaveOutRestAsync(after, cancellationToken);
    }

    /// <summary>A rename may change the order of keys, so the source is journaled first and the target's pages look their sources up.</summary>
    private async Task ListSourceAsync(CancellationToken cancellationToken)
    {
        var after = ObjectKey.Start;
        await foreach (var page in new SourceListing(source, migration).ReadAsync(cancellationToken))
        {
            context.WindDown.ThrowIfCancellationRequested();
            if (page.Count == 0)
            {
                continue;
            }
            var known = await KnownAsync(after, page[^1].Key, cancellationToken);
            after = page[^1].Key;
            await LeaveOutAsync(known.Values.ExceptBy(page.Select(o => o.Key), e => e.Source.Key), cancellationToken);
            var news = new List<ObjectEntry>();
            foreach (var info in page)
            {
                var key = migration.Keys.Map(info.Key);
                var entry = known.GetValueOrDefault(info.Key);
                // What was proven counts as planned until its target has been seen again; its evidence stays beside it.
                news.Add(
                    entry is { Evidence: not Evidence.None }
                    && entry.Target == key
                    && Verdict.IsSameVersion(info, entry.Source)
                        ? entry with
                        {
                            State = ObjectState.Planned,
                            Reason =
                                entry.State == ObjectState.Present || entry.Reason == Verdict.WasAdopted
                                    ? Verdict.WasAdopted
                                    : "",
                        }
                        : Judge(info, key, atTarget: null, entry).Entry with
                        {
                            TargetETag = OwnCopy(entry, key),
                        }
                );
            }
            await journal.SaveObjectsAsync(news, cancellationToken);
            CountListed(page);
        }
        await LeaveOutRestAsync(after, cancellationToken);
        await MarkCollisionsAsync(cancellationToken);
    }

    private async Task MatchTargetAsync(ChannelWriter<ObjectTask> tasks, CancellationToken cancellationToken)
    {
        var seen = new TargetPresence(target, journal);
        var listedAt = context.Clock.GetTimestamp();
        await foreach (var verdicts in seen.ReadAsync(cancellationToken))
        {
            context.WindDown.ThrowIfCancellationRequested();
            await HandOnAsync(verdicts, listedAt, tasks, cancellationToken);
        }
        await foreach (var verdicts in seen.ReadRestAsync(PageOfEntries, cancellationToken))
        {
            context.WindDown.ThrowIfCancellationRequested();
            await HandOnAsync(verdicts, listedAt, tasks, cancellationToken);
        }
    }

    /// <summary>What the journal waits for and the listing does not show is nothing to wait for. What was proven stays so.</summary>
    private async Task LeaveOutAsync(IEnumerable<ObjectEntry> unlisted, CancellationToken cancellationToken) =>
        await journal.SaveObjectsAsync(
            [
                .. unlisted
                    .Where(e => e.State is ObjectState.Planned or ObjectState.Conflict or ObjectState.Failed)
                    .Select(e => e with { State = ObjectState.Skipped, Reason = Departed }),
            ],
            cancellationToken
        );

    private async Task LeaveOutRestAsync(ObjectKey after, CancellationToken cancellationToken)
    {
        ObjectState[] waiting = [ObjectState.Planned, ObjectState.Conflict, ObjectState.Failed];
        IReadOnlyList<ObjectEntry> entries;
        do
        {
            entries = await journal.ReadObjectsAsync(waiting, after, PageOfEntries, cancellationToken);
            await LeaveOutAsync(entries, cancellationToken);
            after = entries.Count > 0 ? entries[^1].Source.Key : after;
        } while (entries.Count == PageOfEntries);
    }

    /// <summary>After the whole listing, so that an object that has left the source collides with nothing.</summary>
    private async Task MarkCollisionsAsync(CancellationToken cancellationToken)
    {
        var after = ObjectKey.Start;
        IReadOnlyList<ObjectEntry> entries;
        do
        {
            entries = await journal.ReadObjectsAsync([ObjectState.Planned], after, PageOfEntries, cancellationToken);
            await MarkCollisionsAsync(entries, cancellationToken);
            after = entries.Count > 0 ? entries[^1].Source.Key : after;
        } while (entries.Count == PageOfEntries);
    }

    private async Task MarkCollisionsAsync(IReadOnlyList<ObjectEntry> entries, CancellationToken cancellationToken)
    {
        var sharing = await journal.FindByTargetAsync([.. entries.Select(e => e.Target).Distinct()], cancellationToken);
        var collisions = sharing
            .Where(e => e.State is ObjectState.Planned or ObjectState.Conflict)
            .GroupBy(e => e.Target)
            .Where(g => g.Skip(1).Any())
            .SelectMany(g =>
                g.Select(e =>
                    e with
                    {
                        State = ObjectState.Conflict,
                        Reason = $"the rename maps several objects to {g.Key}",
                    }
                )
            );
        await journal.SaveObjectsAsync([.. collisions], cancellationToken);
    }

    private Verdict Judge(ObjectInfo info, ObjectKey key, ObjectInfo? atTarget, ObjectEntry? known)
    {
        var verdict = Verdict.On(info, key, atTarget, known);
        return columns.Any(c => c.Rule.IsAmbiguous(info.Key))
            ? new Verdict(
                verdict.Entry with
                {
                    State = ObjectState.Conflict,
                    Reason = ReferenceRule.Ambiguous,
                },
                IsNews: true,
                Compare: null
            )
            : verdict;
    }

    private async Task HandOnAsync(
        IReadOnlyList<Verdict> verdicts,
        long listedAt,
        ChannelWriter<ObjectTask> tasks,
        CancellationToken cancellationToken
    )
    {
        await journal.SaveObjectsAsync([.. verdicts.Where(v => v.IsNews).Select(v => v.Entry)], cancellationToken);
        var planned = verdicts.Where(v => v.Entry.State == ObjectState.Planned).ToList();
        context.Progress.AddToCopy(planned.Count, planned.Sum(v => v.Entry.Source.Size));
        foreach (var verdict in planned)
        {
            await tasks.WriteAsync(new ObjectTask(verdict.Entry, verdict.Compare, listedAt), cancellationToken);
        }
    }

    private async ValueTask<Dictionary<ObjectKey, ObjectEntry>> KnownAsync(
        ObjectKey after,
        ObjectKey upTo,
        CancellationToken cancellationToken
    ) => (await journal.ReadObjectsAsync(after, upTo, cancellationToken)).ToDictionary(e => e.Source.Key);

    private void CountListed(IReadOnlyList<ObjectInfo> page) =>
        context.Progress.AddListed(page.Count, page.Sum(o => o.Size));

    private static string OwnCopy(ObjectEntry? known, ObjectKey key) =>
        known is not null && known.Target == key && Verdict.IsOwnCopy(known) ? known.TargetETag : "";
}
