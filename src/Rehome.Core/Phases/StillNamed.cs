using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Pacing;
using Rehome.References;

namespace Rehome.Phases;

/// <summary>The source keys that rows name right now, from a fresh look at every reference column.</summary>
internal sealed class StillNamed(IReadOnlyList<BoundColumn> columns, Limits limits, RunContext context)
{
    /// <summary>More rows than this mean that the switch is not finished; they are also what fits in memory.</summary>
    private const int Most = 1_000_000;

    /// <summary>How long a look is believed before objects are deleted on the strength of it.</summary>
    private static readonly TimeSpan s_trust = TimeSpan.FromSeconds(30);

    private HashSet<ObjectKey> _keys = [];
    private long _lookedAt;
    private bool _hasLooked;

    /// <summary>The keys, looked up again when the last look is too old.</summary>
    /// <exception cref="RehomingException">Too many rows still name source objects.</exception>
    public async ValueTask<IReadOnlySet<ObjectKey>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_hasLooked && context.Clock.GetElapsedTime(_lookedAt) < s_trust)
        {
            return _keys;
        }
        var started = context.Clock.GetTimestamp();
        var keys = new HashSet<ObjectKey>();
        foreach (var bound in columns)
        {
            await LookAsync(bound, keys, cancellationToken);
        }
        (_keys, _lookedAt, _hasLooked) = (keys, started, true);
        return _keys;
    }

    private async Task LookAsync(BoundColumn bound, HashSet<ObjectKey> keys, CancellationToken cancellationToken)
    {
        var after = RowKey.None;
        IReadOnlyList<ReferenceRow> rows;
        do
        {
            context.WindDown.ThrowIfCancellationRequested();
            var query = new RowQuery(after, RowKey.None, bound.Rule.LegacyPrefixes, limits.BatchRows);
            rows = await Steady.DoAsync(
                token => bound.Column.ReadAsync(query, token),
                limits,
                context,
                cancellationToken
            );
            foreach (var row in rows)
            {
                var reading = bound.Rule.Read(row.Value);
                if (reading.Kind is ReadingKind.Legacy or ReadingKind.Same)
                {
                    keys.Add(reading.Source);
                }
            }
            if (keys.Count > Most)
            {
                throw new RehomingException(
                    $"more than {Most:N0} source objects are still named by rows; nothing more is deleted. Finish the switch first"
                );
            }
            after = rows.Count > 0 ? rows[^1].Key : after;
        } while (rows.Count == limits.BatchRows);
    }
}
