using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Pacing;
using Rehome.References;

namespace Rehome.Phases;

/// <summary>One full scan of all reference columns: looks, or switches what may be switched, and writes a letter for every row that is left.</summary>
internal sealed partial class ReferencePass(
    IReadOnlyList<BoundColumn> columns,
    RowResolver resolver,
    IJournal journal,
    Limits limits,
    RunContext context
)
{
    private const string Absent = "the object does not exist at the source";

    private readonly RowPace _pace = new(limits.RowsPerSecond, context.Clock);

    /// <summary>Scans all columns.</summary>
    /// <param name="switches">False: change nothing in the database or the stores.</param>
    /// <param name="alsoModern">Also look at the rows that name the target already.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<PassCounts> RunAsync(bool switches, bool alsoModern, CancellationToken cancellationToken)
    {
        var counts = PassCounts.None;
        foreach (var bound in columns)
        {
            await journal.ClearLettersAsync(bound.Column.Description.Id, cancellationToken);
            var switcher = new RowSwitcher(bound.Column, journal, _pace, limits, context);
            counts += await new ColumnScan(journal, limits, context).RunAsync(
                bound,
                alsoModern,
                (rows, token) => HandleAsync(bound, switches ? switcher : null, rows, token),
                cancellationToken
            );
        }
        return counts;
    }

    private async Task<int> HandleAsync(
        BoundColumn bound,
        RowSwitcher? switcher,
        IReadOnlyList<LegacyRow> rows,
        CancellationToken cancellationToken
    )
    {
        var keys = rows.Select(r => r.Reading.Source).Distinct().ToList();
        var entries = await resolver.ResolveAsync(keys, copies: switcher is not null, cancellationToken);
        var column = bound.Column.Description.Id;
        var letters = new List<RowLetter>();
        var batch = new List<RowSwitch>(rows.Count);
        foreach (var (row, reading) in rows)
        {
            var entry = entries.GetValueOrDefault(reading.Source);
            if (entry is { IsProven: true })
            {
                LogSwitching(context.Logger, bound.Column.Description.Name, row.Key, row.Value, reading.NewValue);
                batch.Add(new RowSwitch(row.Key, row.Value, reading.NewValue));
            }
            else if (LetterFor(column, row, reading.Source, entry, looksOnly: switcher is null) is { } letter)
            {
                letters.Add(letter);
            }
        }
        var switched = 0;
        if (switcher is not null && batch.Count > 0)
        {
            switched = await switcher.SwitchAsync(
                batch,
                (refused, reason) => letters.Add(Refused(bound, refused, reason)),
                cancellationToken
            );
        }
        context.Progress.AddFailed(letters.Count);
        await journal.SaveLettersAsync(letters, cancellationToken);
        return switched;
    }

    private RowLetter Refused(BoundColumn bound, RowSwitch row, string reason)
    {
        LogRefused(context.Logger, bound.Column.Description.Name, row.Key, reason);
        var source = bound.Rule.Read(row.OldValue).Source;
        return new RowLetter(LetterKind.FailedRow, bound.Column.Description.Id, row.Key, row.OldValue, source, reason);
    }

    private static RowLetter? LetterFor(
        string column,
        ReferenceRow row,
        ObjectKey source,
        ObjectEntry? entry,
        bool looksOnly
    ) =>
        entry switch
        {
            null => new RowLetter(LetterKind.DanglingRow, column, row.Key, row.Value, source, Absent),
            { State: ObjectState.Planned } when looksOnly => null,
            { State: ObjectState.Planned } => Waiting(
                column,
                row,
                source,
                "its object is not copied yet: run the copy phase"
            ),
            _ => Waiting(column, row, source, $"its object is not at the target: {entry.Reason}"),
        };

    private static RowLetter Waiting(string column, ReferenceRow row, ObjectKey source, string reason) =>
        new(LetterKind.WaitingRow, column, row.Key, row.Value, source, reason);
}
