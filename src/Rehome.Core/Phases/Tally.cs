using Rehome.Journaling;
using Rehome.Migrations;

namespace Rehome.Phases;

/// <summary>Makes the summary of a verb from what the journal has counted.</summary>
internal sealed class Tally(Migration migration, IJournal journal)
{
    /// <summary>Counts.</summary>
    public async Task<Summary> SumUpAsync(
        TimeSpan elapsed,
        IReadOnlyList<string> notices,
        CancellationToken cancellationToken
    )
    {
        var totals = await journal.CountAsync(cancellationToken);
        var (scanned, legacy) = await journal.ReadScanAsync(cancellationToken);
        var phase = await journal.ReadPhaseAsync(cancellationToken);
        var objects = CountObjects(totals, hasScanned: scanned > 0);
        var references = CountReferences(totals, scanned, legacy);
        return new Summary(migration.Name, phase, Judge(objects, references), objects, references, elapsed)
        {
            Notices = notices,
        };
    }

    private static Outcome Judge(ObjectCounts objects, ReferenceCounts references) =>
        objects.Conflicts > 0 ? Outcome.NeedsDecision
        : objects.Failed > 0 || references.Failed > 0 || references.Dangling > 0 ? Outcome.LeftOvers
        : Outcome.Clean;

    private static ObjectCounts CountObjects(JournalTotals totals, bool hasScanned)
    {
        long Count(ObjectState state) => totals.Objects.Where(t => t.State == state).Sum(t => t.Count);
        return new ObjectCounts
        {
            Listed = totals.Objects.Sum(t => t.Count),
            Bytes = totals.Objects.Sum(t => t.Bytes),
            Planned = Count(ObjectState.Planned),
            PlannedBytes = totals.Objects.Where(t => t.State == ObjectState.Planned).Sum(t => t.Bytes),
            // What is retired was copied or adopted before; it still counts as such, so that the sum is what was listed.
            Copied = Count(ObjectState.Copied) + Count(ObjectState.Retired),
            Present = Count(ObjectState.Present),
            Skipped = Count(ObjectState.Skipped),
            Conflicts = Count(ObjectState.Conflict),
            Failed = Count(ObjectState.Failed),
            Retired = Count(ObjectState.Retired),
            Unreferenced = hasScanned ? totals.Objects.Sum(t => t.Count - t.Referenced) : 0,
        };
    }

    private static ReferenceCounts CountReferences(JournalTotals totals, long scanned, long legacy) =>
        new()
        {
            Scanned = scanned,
            Legacy = legacy,
            Switched = totals.Rows.GetValueOrDefault(RowState.Switched),
            Changed = totals.Rows.GetValueOrDefault(RowState.Changed),
            Dangling = totals.Letters.GetValueOrDefault(LetterKind.DanglingRow),
            Failed =
                totals.Letters.GetValueOrDefault(LetterKind.FailedRow)
                + totals.Letters.GetValueOrDefault(LetterKind.WaitingRow),
            RolledBack = totals.Rows.GetValueOrDefault(RowState.RolledBack),
        };
}
