using Rehome.Checks;
using Spectre.Console;

namespace Rehome.App.Terminal;

/// <summary>Shows what the preflight found.</summary>
internal static class ProbeReport
{
    /// <summary>All probes, by subject.</summary>
    public static void Show(IAnsiConsole console, IReadOnlyList<Probe> probes)
    {
        foreach (var subject in probes.GroupBy(probe => probe.Subject))
        {
            console.MarkupLine($"[bold]{Markup.Escape(subject.Key)}[/]");
            var table = new Table().Border(TableBorder.None).HideHeaders();
            table.AddColumn(new TableColumn("").NoWrap().PadLeft(2));
            table.AddColumn(new TableColumn("").NoWrap());
            table.AddColumn("");
            foreach (var probe in subject)
            {
                table.AddRow(Sign(probe.Verdict), Markup.Escape(probe.What), Markup.Escape(probe.Advice));
            }
            console.Write(table);
        }
    }

    /// <summary>One probe as a line of text.</summary>
    public static string Line(Probe probe)
    {
        // What a store answered names the place already.
        var subject = probe.Advice.Contains(probe.Subject, StringComparison.Ordinal) ? "" : probe.Subject + ": ";
        return probe.Advice.Length > 0 ? $"{subject}{probe.What}: {probe.Advice}" : $"{subject}{probe.What}";
    }

    /// <summary>One probe as a line of JSON.</summary>
    public static string Json(Probe probe) =>
        SummaryJson.Line(json =>
        {
            json.WriteString("subject", probe.Subject);
            json.WriteString("what", probe.What);
            json.WriteString("verdict", SummaryJson.Snake(probe.Verdict.ToString()));
            json.WriteString("advice", probe.Advice);
        });

    private static string Sign(ProbeVerdict verdict) =>
        verdict switch
        {
            ProbeVerdict.Passed => "[green]works[/]",
            ProbeVerdict.Warned => "[yellow]warning[/]",
            _ => "[red]fails[/]",
        };
}
