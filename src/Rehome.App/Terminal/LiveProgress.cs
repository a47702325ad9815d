using Rehome.App.MigrationFiles;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rehome.App.Terminal;

/// <summary>Progress as a display that stays in place and moves.</summary>
internal sealed class LiveProgress(ProgressMeter meter, IAnsiConsole console, TimeProvider clock)
{
    // Five pictures a second look alive and cost nothing.
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private const int BarWidth = 24;

    private int _turn;

    /// <summary>Shows the steps until it is cancelled; the last picture stays.</summary>
    public Task ShowAsync(CancellationToken until) =>
        console
            .Live(new Text(" "))
            .AutoClear(false)
            .StartAsync(async live =>
            {
                while (!until.IsCancellationRequested)
                {
                    Show(live, isLast: false);
                    await Task.Delay(s_look, clock, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                Show(live, isLast: true);
            });

    private void Show(LiveDisplayContext live, bool isLast)
    {
        foreach (var notice in meter.TakeNotices())
        {
            console.MarkupLine($"[yellow]{Markup.Escape(notice)}[/]");
        }
        _turn++;
        live.UpdateTarget(Draw(meter.Sample(), isLast ? "" : meter.Drag()));
    }

    private Rows Draw(IReadOnlyList<StepView> views, string drag)
    {
        var grid = new Grid();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2));
        }
        foreach (var view in views)
        {
            grid.AddRow(
                new Markup(Sign(view)),
                new Text(StepWords.Name(view.Step)),
                new Markup(view.HasEnded || view.Share < 0 ? "" : Bar(view.Share)),
                new Text(StepWords.Count(view)),
                new Markup($"[grey]{Markup.Escape(Pace(view))}[/]")
            );
        }
        // Never fewer than two lines: for one, the library moves up by zero lines, which terminals take for one.
        List<IRenderable> rows = [new Text(" "), views.Count > 0 ? grid : new Text(" ")];
        if (drag.Length > 0)
        {
            rows.Add(new Markup($"[grey]   {Markup.Escape(drag)}[/]"));
        }
        return new Rows(rows);
    }

    private static string Pace(StepView view)
    {
        string[] parts =
        [
            StepWords.Rate(view),
            view.HasEnded ? $"in {Duration.Show(view.Elapsed)}" : "",
            view.Left > TimeSpan.Zero && !view.HasEnded ? $"{Duration.Show(view.Left)} left" : "",
        ];
        return string.Join("  ", parts.Where(part => part.Length > 0));
    }

    private string Sign(StepView view)
    {
        var unicode = console.Profile.Capabilities.Unicode;
        return view.HasEnded
            ? unicode
                ? "[green]✓[/]"
                : "[green]+[/]"
            : $"[blue]{(unicode ? "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏" : "|/-\\")[_turn % (unicode ? 10 : 4)]}[/]";
    }

    private string Bar(double share)
    {
        var (full, empty) = console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
        var filled = (int)Math.Round(Math.Clamp(share, 0, 1) * BarWidth);
        return $"[blue]{new string(full, filled)}[/][grey]{new string(empty, BarWidth - filled)}[/] {(int)(share * 100), 3}%";
    }
}
