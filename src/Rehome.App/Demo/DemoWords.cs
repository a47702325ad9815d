using Rehome.Phases;
using Spectre.Console;

namespace Rehome.App.Demo;

/// <summary>What the demo says, as markup.</summary>
internal static class DemoWords
{
    /// <summary>What a plan found, a sentence a line.</summary>
    public static string[] OfPlan(Summary plan) =>
        [
            $"{plan.Objects.Planned} pictures to copy, {plan.Objects.Present} already there and equal, [yellow]{plan.Objects.Conflicts} in conflict[/]",
            $"{plan.References.Legacy} rows name the old store, [yellow]{plan.References.Dangling} of them dangles[/]",
        ];

    /// <summary>What a run did.</summary>
    public static string[] OfRun(Summary run) =>
        [
            $"{run.Objects.Copied} pictures copied, each proven equal",
            $"{run.References.Switched} rows switched; some of them, and the two that stay:",
        ];

    /// <summary>What an audit found.</summary>
    public static string[] OfAudit(Summary audit) =>
        [
            $"{audit.Objects.Listed} pictures compared byte by byte: {audit.Objects.Present} equal, [yellow]{audit.Objects.Conflicts} differs[/]",
            $"{audit.References.Switched} rows resolve at the new store, {audit.References.Legacy - audit.References.Dangling} at the old one, [yellow]{audit.References.Dangling} dangles[/]",
        ];

    /// <summary>Some rows, before and after.</summary>
    public static Padder Rows(IEnumerable<(int Id, string Before, string After)> rows)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumn(new TableColumn("").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn(new TableColumn(""));
        foreach (var (id, before, after) in rows)
        {
            var isSwitched = before != after;
            table.AddRow(
                $"{id}",
                isSwitched ? "[grey]was[/]" : "[yellow]stays[/]",
                $"[grey]{Markup.Escape(before)}[/]"
            );
            if (isSwitched)
            {
                table.AddRow("", "[green]is[/]", Markup.Escape(after));
            }
        }
        return Indent(table);
    }

    /// <summary>The problems that the demo hides, and what became of each.</summary>
    public static Padder Problems()
    {
        var table = Plain([""]);
        table.AddRow(
            $"[yellow]row {DemoPhoto.InConflict.Id}[/]",
            $"Its place at the new store, {Markup.Escape(DemoPhoto.InConflict.Key)}, holds another picture. Nothing is overwritten; the row goes on naming the old picture, which is still there."
        );
        table.AddRow(
            $"[yellow]row {DemoPhoto.Lost.Id}[/]",
            "Its picture was lost long ago. It dangled before, so it is left as it is, and reported."
        );
        table.AddRow(
            $"row {DemoPhoto.Present.Id}",
            "Somebody had copied its picture before. The copy is equal, so it was adopted, not made again."
        );
        table.AddRow(
            "no row",
            $"{DemoPhoto.UnreferencedKey} is named by nobody. It was copied all the same; with 'objects: referenced' it would stay behind."
        );
        return Indent(table);
    }

    /// <summary>Moves something to the right, under its title.</summary>
    public static Padder Indent(Table table) => new(table, new Padding(3, 0, 0, 0));

    /// <summary>A table without lines: columns that must not wrap, and one more that may.</summary>
    public static Table Plain(IReadOnlyList<string> firm)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders();
        for (var at = 0; at < firm.Count; at++)
        {
            table.AddColumn(new TableColumn(firm[at]).NoWrap().PadLeft(0).PadRight(3));
        }
        table.AddColumn(new TableColumn("").PadLeft(0));
        return table;
    }
}
