using System.Threading.Channels;
using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Pacing;
using Rehome.References;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>
/// The independent audit: lists both sides and reads every reference anew. Its two journals are empty work tables: what
/// the migration's own journal says is not asked. Finds references that resolve nowhere, and pairs that differ.
/// </summary>
internal sealed class Auditor(
    Migration migration,
    IObjectStore source,
    IObjectStore target,
    IJournal pairs,
    IJournal targets,
    RunContext context
)
{
    private const string NowhereLegacy = "the object does not exist at the source";
    private const string NowhereModern = "the object does not exist at the target";

    /// <summary>Lists the target, then the source, and hands on every pair that must be compared byte by byte.</summary>
    /// <param name="deep">Hand on every pair, not only those whose tags do not tell.</param>
    /// <param name="tasks">Gets the pairs.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task ListAsync(bool deep, ChannelWriter<ObjectTask> tasks, CancellationToken cancellationToken)
    {
        var after = ObjectKey.Start;
        ObjectPage page;
        do
        {
            page = await target.ListAsync(target.Location.Prefix, after, cancellationToken);
            after = page.Objects.Count > 0 ? page.Objects[^1].Key : after;
            await targets.SaveObjectsAsync(
                [.. page.Objects.Select(o => new ObjectEntry(o, o.Key, ObjectState.Present))],
                cancellationToken
            );
        } while (!page.IsLast && page.Objects.Count > 0);
        await foreach (var objects in new SourceListing(source, migration).ReadAsync(cancellationToken))
        {
            await PairAsync(objects, deep, tasks, cancellationToken);
            context.Progress.AddListed(objects.Count, objects.Sum(o => o.Size));
        }
        context.Progress.ListingEnded = true;
    }

    /// <summary>Reads one column and writes a letter for every reference that resolves nowhere.</summary>
    /// <returns>Legacy rows, and rows that name the target.</returns>
    public async Task<(long Scanned, long Legacy, long Modern)> ReadAsync(
        BoundColumn bound,
        CancellationToken cancellationToken
    )
    {
        var (scanned, legacy, modern) = (0L, 0L, 0L);
        var after = RowKey.None;
        var limit = migration.Limits.BatchRows;
        IReadOnlyList<ReferenceRow> rows;
        do
        {
            context.WindDown.ThrowIfCancellationRequested();
            var query = new RowQuery(after, RowKey.None, bound.Rule.AllPrefixes, limit);
            rows = await Steady.DoAsync(
                token => bound.Column.ReadAsync(query, token),
                migration.Limits,
                context,
                cancellationToken
            );
            var readings = rows.Select(r => new LegacyRow(r, bound.Rule.Read(r.Value))).ToList();
            var old = readings.Where(r => r.Reading.Kind is ReadingKind.Legacy or ReadingKind.Same).ToList();
            var switched = readings.Where(r => r.Reading.Kind == ReadingKind.Modern).ToList();
            await pairs.MarkReferencedAsync(
                [.. readings.Where(r => r.Reading.Kind != ReadingKind.None).Select(r => r.Reading.Source)],
                cancellationToken
            );
            await WriteLettersAsync(bound, old, r => r.Source, pairs, source, NowhereLegacy, cancellationToken);
            await WriteLettersAsync(bound, switched, r => r.Target, targets, target, NowhereModern, cancellationToken);
            (scanned, legacy, modern) = (scanned + rows.Count, legacy + old.Count, modern + switched.Count);
            context.Progress.AddScanned(rows.Count);
            after = rows.Count > 0 ? rows[^1].Key : after;
        } while (rows.Count == limit);
        return (scanned, legacy, modern);
    }

    private async Task PairAsync(
        IReadOnlyList<ObjectInfo> objects,
        bool deep,
        ChannelWriter<ObjectTask> tasks,
        CancellationToken cancellationToken
    )
    {
        var found = await targets.FindObjectsAsync(
            [.. objects.Select(o => migration.Keys.Map(o.Key)).Distinct()],
            cancellationToken
        );
        var byKey = found.ToDictionary(e => e.Source.Key, e => e.Source);
        var listedAt = context.Clock.GetTimestamp();
        var verdicts = objects
            .Select(o =>
                Verdict.On(
                    o,
                    migration.Keys.Map(o.Key),
                    byKey.GetValueOrDefault(migration.Keys.Map(o.Key)),
                    known: null
                )
            )
            .ToList();
        await pairs.SaveObjectsAsync([.. verdicts.Select(v => v.Entry)], cancellationToken);
        foreach (var verdict in verdicts)
        {
            var copy =
                verdict.Compare
                ?? (deep && verdict.Entry.State == ObjectState.Present ? byKey[verdict.Entry.Target] : null);
            if (copy is not null)
            {
                await tasks.WriteAsync(new ObjectTask(verdict.Entry, copy, listedAt), cancellationToken);
            }
        }
    }

    private async Task WriteLettersAsync(
        BoundColumn bound,
        List<LegacyRow> rows,
        Func<Reading, ObjectKey> keyOf,
        IJournal table,
        IObjectStore store,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var keys = rows.Select(r => keyOf(r.Reading)).Distinct().ToList();
        var listed = (await table.FindObjectsAsync(keys, cancellationToken)).Select(e => e.Source.Key).ToHashSet();
        var missing = new HashSet<ObjectKey>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = migration.Limits.Concurrency,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            keys.Where(k => !listed.Contains(k)),
            options,
            async (key, token) =>
            {
                // It may have come after the listing: only the store itself proves absence.
                if (await store.HeadAsync(key, token) is null)
                {
                    lock (missing)
                    {
                        missing.Add(key);
                    }
                }
            }
        );
        var column = bound.Column.Description.Id;
        var letters = rows.Where(r => missing.Contains(keyOf(r.Reading)))
            .Select(r => new RowLetter(
                LetterKind.DanglingRow,
                column,
                r.Row.Key,
                r.Row.Value,
                keyOf(r.Reading),
                reason
            ));
        await pairs.SaveLettersAsync([.. letters], cancellationToken);
    }
}
