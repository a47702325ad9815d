using Rehome.App.MigrationFiles;
using Rehome.Phases;
using Spectre.Console;

namespace Rehome.App.Terminal;

/// <summary>The counts of a summary, side by side.</summary>
internal static class SummaryTable
{
    /// <summary>Draws it.</summary>
    /// <param name="summary">The counts.</param>
    /// <param name="isAudit">True when they are the findings of an audit, which knows nothing of the past.</param>
    public static Table Draw(Summary summary, bool isAudit)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().Collapse();
        table.AddColumn(new TableColumn("").NoWrap().PadLeft(2));
        table.AddColumn(new TableColumn("").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").RightAligned().NoWrap().PadRight(6));
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn("").RightAligned().NoWrap());
        table.AddRow("[bold]objects[/]", "", "", "[bold]references[/]", "");
        var left = Shown(isAudit ? AuditedObjects(summary.Objects) : Objects(summary.Objects));
        var right = Shown(isAudit ? AuditedReferences(summary.References) : References(summary.References));
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (name, count, bytes, bad) = i < left.Count ? left[i] : ("", -1, -1, false);
            var (other, rows, _, worse) = i < right.Count ? right[i] : ("", -1, -1, false);
            table.AddRow(
                Colour(name, count, bad),
                Number(count, bad),
                $"[grey]{(bytes > 0 ? ByteSize.Show(bytes) : "")}[/]",
                Colour(other, rows, worse),
                Number(rows, worse)
            );
        }
        return table;
    }

    private static IReadOnlyList<(string Name, long Count, long Bytes, bool Bad)> Objects(ObjectCounts objects) =>
        [
            ("listed", objects.Listed, objects.Bytes, false),
            ("still to copy", objects.Planned, objects.PlannedBytes, false),
            ("copied", objects.Copied, -1, false),
            ("already there, equal", objects.Present, -1, false),
            ("skipped", objects.Skipped, -1, false),
            ("in conflict", objects.Conflicts, -1, true),
            ("given up", objects.Failed, -1, true),
            ("deleted at the source", objects.Retired, -1, false),
            ("named by no row", objects.Unreferenced, -1, false),
        ];

    private static IReadOnlyList<(string Name, long Count, long Bytes, bool Bad)> References(
        ReferenceCounts references
    ) =>
        [
            ("rows read", references.Scanned, -1, false),
            ("still naming the source", references.Legacy, -1, false),
            ("switched", references.Switched, -1, false),
            ("changed by the application", references.Changed, -1, false),
            ("dangling", references.Dangling, -1, true),
            ("waiting or refused", references.Failed, -1, true),
            ("returned", references.RolledBack, -1, false),
        ];

    private static IReadOnlyList<(string Name, long Count, long Bytes, bool Bad)> AuditedObjects(
        ObjectCounts objects
    ) =>
        [
            ("listed at the source", objects.Listed, objects.Bytes, false),
            ("equal at the target", objects.Present, -1, false),
            ("not at the target", objects.Planned, objects.PlannedBytes, false),
            ("left out", objects.Skipped, -1, false),
            ("different at the target", objects.Conflicts, -1, true),
            ("could not be compared", objects.Failed, -1, true),
            ("named by no row", objects.Unreferenced, -1, false),
        ];

    private static IReadOnlyList<(string Name, long Count, long Bytes, bool Bad)> AuditedReferences(
        ReferenceCounts references
    ) =>
        [
            ("rows read", references.Scanned, -1, false),
            ("naming the target", references.Switched, -1, false),
            ("naming the source", references.Legacy, -1, false),
            ("dangling", references.Dangling, -1, true),
        ];

    // The first line is always there, the others where they say something.
    private static List<(string Name, long Count, long Bytes, bool Bad)> Shown(
        IReadOnlyList<(string Name, long Count, long Bytes, bool Bad)> lines
    ) => [.. lines.Where((line, at) => at == 0 || line.Count > 0)];

    private static string Colour(string name, long count, bool bad) => bad && count > 0 ? $"[yellow]{name}[/]" : name;

    private static string Number(long count, bool bad) => count < 0 ? "" : Colour(StepWords.Number(count), count, bad);
}
