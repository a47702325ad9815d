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
            // Padded, for the library writes it over the display without wiping that line first.
            console.MarkupLine($"[yellow]{Markup.Escape(notice.PadRight(console.Profile.Width - 1))}[/]");
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
        var (barWidth, hasRate) = Fit(views);
        foreach (var view in views)
        {
            grid.AddRow(
                new Markup(Sign(view)),
                new Text(StepWords.Name(view.Step)),
                new Markup(HasBar(view) ? Bar(view.Share, barWidth) : ""),
                new Text(StepWords.Count(view)),
                new Markup($"[grey]{Markup.Escape(Pace(view, hasRate))}[/]")
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

    // A grid that is too wide breaks words in the middle: the bar gives way first, then the rate.
    private (int BarWidth, bool HasRate) Fit(IReadOnlyList<StepView> views)
    {
        const int Paddings = 10;
        const int Percent = 5;
        int Widest(Func<StepView, string> text) => views.Select(view => text(view).Length).DefaultIfEmpty(0).Max();

        var words = 1 + Paddings + Widest(view => StepWords.Name(view.Step)) + Widest(StepWords.Count);
        var room = console.Profile.Width - words - (views.Any(HasBar) ? Percent : 0);
        var hasRate = room >= Widest(view => Pace(view, hasRate: true));
        return (Math.Clamp(room - Widest(view => Pace(view, hasRate)), 0, BarWidth), hasRate);
    }

    private static bool HasBar(StepView view) => !view.HasEnded && view.Share >= 0;

    private static string Pace(StepView view, bool hasRate)
    {
        string[] parts =
        [
            hasRate ? StepWords.Rate(view) : "",
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

    private string Bar(double share, int width)
    {
        var (full, empty) = console.Profile.Capabilities.Unicode ? ('━', '─') : ('#', '-');
        var filled = (int)Math.Round(Math.Clamp(share, 0, 1) * width);
        return $"[blue]{new string(full, filled)}[/][grey]{new string(empty, width - filled)}[/] {(int)(share * 100), 3}%";
    }
}
