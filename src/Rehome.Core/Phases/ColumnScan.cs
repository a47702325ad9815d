using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Pacing;
using Rehome.References;

namespace Rehome.Phases;

/// <summary>
/// Reads a column from end to end by keyset pages, several ranges beside each other, and hands each page's legacy rows on.
/// Marks the objects that rows name in the journal.
/// </summary>
internal sealed class ColumnScan(IJournal journal, Limits limits, RunContext context)
{
    private const int Ranges = 4;

    /// <summary>Scans one column.</summary>
    /// <param name="bound">The column.</param>
    /// <param name="alsoModern">Also read, count and mark rows that already name the target.</param>
    /// <param name="handle">Gets the legacy rows of a page, never none; returns how many it switched.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<PassCounts> RunAsync(
        BoundColumn bound,
        bool alsoModern,
        Func<IReadOnlyList<LegacyRow>, CancellationToken, Task<int>> handle,
        CancellationToken cancellationToken
    )
    {
        var bounds = await bound.Column.SplitAsync(Ranges, cancellationToken);
        RowKey[] starts = [RowKey.None, .. bounds];
        RowKey[] ends = [.. bounds, RowKey.None];
        var counts = new PassCounts[starts.Length];
        await Crew.RunAsync(
            starts.Select<RowKey, Func<CancellationToken, Task>>(
                (start, i) =>
                    async token => counts[i] = await ScanRangeAsync(bound, start, ends[i], alsoModern, handle, token)
            ),
            context.WindDown,
            cancellationToken
        );
        return counts.Aggregate(PassCounts.None, static (sum, one) => sum + one);
    }

    private async Task<PassCounts> ScanRangeAsync(
        BoundColumn bound,
        RowKey after,
        RowKey upTo,
        bool alsoModern,
        Func<IReadOnlyList<LegacyRow>, CancellationToken, Task<int>> handle,
        CancellationToken cancellationToken
    )
    {
        var prefixes = alsoModern ? bound.Rule.AllPrefixes : bound.Rule.LegacyPrefixes;
        var sizer = new BatchSizer(limits.BatchRows);
        var counts = PassCounts.None;
        while (true)
        {
            context.WindDown.ThrowIfCancellationRequested();
            var limit = sizer.Rows;
            var rows = await Steady.DoAsync(
                token => bound.Column.ReadAsync(new RowQuery(after, upTo, prefixes, limit), token),
                limits,
                context,
                cancellationToken
            );
            var started = context.Clock.GetTimestamp();
            var legacy = await ReadAsync(bound, rows, cancellationToken);
            var switched = legacy.Count > 0 ? await handle(legacy, cancellationToken) : 0;
            sizer.Took(legacy.Count, context.Clock.GetElapsedTime(started));
            counts += new PassCounts(rows.Count, legacy.Count, switched);
            context.Progress.AddScanned(rows.Count);
            if (rows.Count < limit)
            {
                return counts;
            }
            after = rows[^1].Key;
        }
    }

    private async Task<List<LegacyRow>> ReadAsync(
        BoundColumn bound,
        IReadOnlyList<ReferenceRow> rows,
        CancellationToken cancellationToken
    )
    {
        var legacy = new List<LegacyRow>(rows.Count);
        var named = new HashSet<ObjectKey>();
        foreach (var row in rows)
        {
            var reading = bound.Rule.Read(row.Value);
            if (reading.Kind == ReadingKind.Legacy)
            {
                legacy.Add(new LegacyRow(row, reading));
            }
            if (reading.Kind != ReadingKind.None && reading.Source != ObjectKey.Start)
            {
                named.Add(reading.Source);
            }
        }
        await journal.MarkReferencedAsync([.. named], cancellationToken);
        return legacy;
    }
}
