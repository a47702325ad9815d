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
    /// <param name="summary">How it ended.</param>
    /// <param name="journal">Where the examples are.</param>
    /// <param name="next">What to do next, or empty.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public static async Task ShowAsync(
        IAnsiConsole console,
        Migration migration,
        Summary summary,
        IJournal journal,
        string next,
        CancellationToken cancellationToken
    )
    {
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(summary.Migration)}[/]: {Words(summary.Phase)}, {Colour(summary.Outcome)} [grey]({Duration.Show(summary.Elapsed)})[/]");
        console.MarkupLine($"[grey]{Markup.Escape($"{migration.From.Location} -> {migration.To.Location}")}[/]");
        console.WriteLine();
        console.Write(SummaryTable.Draw(summary));
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

    private static string Colour(Outcome outcome) =>
        outcome switch
        {
            Outcome.Clean => "[green]nothing left over[/]",
            Outcome.NeedsDecision => "[yellow]a conflict needs a decision[/]",
            Outcome.LeftOvers => "[yellow]with leftovers[/]",
            Outcome.Differences => "[red]with differences[/]",
            _ => "[yellow]interrupted[/]",
        };
}
