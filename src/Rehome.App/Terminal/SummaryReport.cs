using Rehome.App.MigrationFiles;
using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Phases;
using Spectre.Console;

namespace Rehome.App.Terminal;

/// <summary>Shows people how a verb ended.</summary>
internal static class SummaryReport
{
    /// <summary>Counts, examples of problems, and what to do next.</summary>
    /// <param name="console">Where results go.</param>
    /// <param name="migration">The migration.</param>
    /// <param name="verb">What was done.</param>
    /// <param name="summary">How it ended.</param>
    /// <param name="journal">Where the examples are.</param>
    /// <param name="next">What to do next, or empty.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public static async Task ShowAsync(
        IAnsiConsole console,
        Migration migration,
        string verb,
        Summary summary,
        IJournal journal,
        string next,
        CancellationToken cancellationToken
    )
    {
        var isAudit = verb == "verify";
        console.WriteLine();
        console.MarkupLine(
            $"[bold]{Markup.Escape(summary.Migration)}[/]: {(isAudit ? "audited" : Words(summary.Phase))}, {Words(summary)} [grey]({Duration.Show(summary.Elapsed)})[/]"
        );
        console.MarkupLine($"[grey]{Markup.Escape($"{migration.From.Location} -> {migration.To.Location}")}[/]");
        console.WriteLine();
        console.Write(SummaryTable.Draw(summary, isAudit));
        console.WriteLine();
        await new ProblemReport(journal, console).ShowAsync(cancellationToken);
        foreach (var notice in summary.Notices)
        {
            console.MarkupLine(Markup.Escape(notice));
        }
        if (next.Length > 0)
        {
            console.MarkupLine(Markup.Escape(next));
        }
    }

    private static string Words(Phase phase) =>
        phase switch
        {
            Phase.New => "not begun",
            Phase.RollingBack => "rolling back",
            Phase.RolledBack => "rolled back",
            _ => phase.ToString().ToLowerInvariant(),
        };

    private static string Words(Summary summary) =>
        (summary.Outcome, summary.Phase) switch
        {
            (Outcome.NeedsDecision, _) => "[yellow]a conflict needs a decision[/]",
            (Outcome.LeftOvers, _) => "[yellow]with leftovers[/]",
            (Outcome.Differences, _) => "[red]with differences[/]",
            (Outcome.Interrupted, _) => "[yellow]interrupted[/]",
            (_, Phase.Copying or Phase.Switching or Phase.Retiring or Phase.RollingBack) => "unfinished",
            (_, Phase.Planned) => "[green]nothing in the way[/]",
            _ => "[green]nothing left over[/]",
        };
}
