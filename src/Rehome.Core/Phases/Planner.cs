using System.Threading.Channels;
using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
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
    private const string Ambiguous =
        "one prefix lies inside the other, so a row that holds only a key cannot tell this object from a moved one; use URLs, or move it by hand";

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
        var cursor = new TargetCursor(target);
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
            var verdicts = new List<Verdict>(page.Count);
            foreach (var info in page)
            {
                var key = migration.Keys.Map(info.Key);
                var atTarget = await cursor.FindAsync(key, cancellationToken);
                verdicts.Add(Judge(info, key, atTarget, known.GetValueOrDefault(info.Key)));
            }
            CountListed(page);
            await HandOnAsync(verdicts, tasks, cancellationToken);
        }
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
                            Reason = "",
                        }
                        : Judge(info, key, atTarget: null, entry).Entry with
                        {
                            TargetETag = OwnCopy(entry, key),
                        }
                );
            }
            await journal.SaveObjectsAsync(news, cancellationToken);
            await MarkCollisionsAsync(news, cancellationToken);
            CountListed(page);
        }
    }

    private async Task MatchTargetAsync(ChannelWriter<ObjectTask> tasks, CancellationToken cancellationToken)
    {
        var seen = new TargetPresence(target, journal);
        await foreach (var verdicts in seen.ReadAsync(cancellationToken))
        {
            context.WindDown.ThrowIfCancellationRequested();
            await HandOnAsync(verdicts, tasks, cancellationToken);
        }
        await foreach (var verdicts in seen.ReadRestAsync(PageOfEntries, cancellationToken))
        {
            context.WindDown.ThrowIfCancellationRequested();
            await HandOnAsync(verdicts, tasks, cancellationToken);
        }
    }

    private async Task MarkCollisionsAsync(List<ObjectEntry> entries, CancellationToken cancellationToken)
    {
        var sharing = await journal.FindByTargetAsync([.. entries.Select(e => e.Target).Distinct()], cancellationToken);
        var collisions = sharing
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
                    Reason = Ambiguous,
                },
                IsNews: true,
                Compare: null
            )
            : verdict;
    }

    private async Task HandOnAsync(
        IReadOnlyList<Verdict> verdicts,
        ChannelWriter<ObjectTask> tasks,
        CancellationToken cancellationToken
    )
    {
        var listedAt = context.Clock.GetTimestamp();
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
        known is { State: ObjectState.Copied } && known.Target == key ? known.TargetETag : "";
}
