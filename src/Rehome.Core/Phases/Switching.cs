using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Pacing;

namespace Rehome.Phases;

/// <summary>The switch phase: settles what an earlier run left open, then passes over all columns until one finds nothing to switch.</summary>
internal sealed class Switching(
    Migration migration,
    IReadOnlyList<BoundColumn> columns,
    ObjectMover mover,
    IJournal journal,
    RunContext context
)
{
    private const int MostPasses = 50;
    private const int PageOfRows = 1000;

    /// <summary>Reads all references and changes nothing.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var counts = await Pass().RunAsync(switches: false, alsoModern: true, cancellationToken);
        await journal.WriteScanAsync(counts.Scanned, counts.Legacy, cancellationToken);
    }

    /// <summary>Switches until a full pass finds nothing more.</summary>
    /// <returns>False when rows with old names keep coming.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        for (var passes = 1; passes <= MostPasses; passes++)
        {
            var counts = await Pass().RunAsync(switches: true, alsoModern: passes == 1, cancellationToken);
            await NoteAsync(passes, counts, cancellationToken);
            if (counts.Switched == 0)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Learns the fate of rows that a stopped run was about to switch.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var pace = new RowPace(0, context.Clock);
        var switchers = columns.ToDictionary(
            c => c.Column.Description.Id,
            c => new RowSwitcher(c.Column, journal, pace, migration.Limits, context)
        );
        while (
            await journal.ReadRowsAsync([RowState.Intended], long.MaxValue, PageOfRows, cancellationToken)
                is { Count: > 0 } intended
        )
        {
            foreach (var group in intended.GroupBy(e => e.Column))
            {
                var switcher =
                    switchers.GetValueOrDefault(group.Key)
                    ?? throw new RehomingException(
                        $"an earlier run switched rows of {group.Key}, which the migration no longer names; add it again"
                    );
                await switcher.SettleAsync(
                    [.. group.DistinctBy(e => e.Switch.Key).OrderBy(e => e.Number)],
                    cancellationToken
                );
            }
        }
    }

    private ReferencePass Pass() =>
        new(columns, new RowResolver(mover, journal, migration.Limits, context), journal, migration.Limits, context);

    private async ValueTask NoteAsync(int passes, PassCounts counts, CancellationToken cancellationToken)
    {
        if (counts.Switched > 0 || await journal.ReadLastSwitchAsync(cancellationToken) == DateTimeOffset.MinValue)
        {
            await journal.WriteLastSwitchAsync(context.Clock.GetUtcNow(), cancellationToken);
        }
        // The first pass has seen every row; the later ones say how many still name the source.
        var (scanned, _) = await journal.ReadScanAsync(cancellationToken);
        await journal.WriteScanAsync(
            passes == 1 ? counts.Scanned : scanned,
            counts.Legacy - counts.Switched,
            cancellationToken
        );
    }
}
