using Rehome.App.MigrationFiles;

namespace Rehome.App.Terminal;

/// <summary>Progress as lines, for log files and for people who asked for no display.</summary>
internal sealed class PlainProgress(ProgressMeter meter, Action<string> say, TimeProvider clock)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly HashSet<int> _ended = [];

    /// <summary>Writes a line when a step ends and every few seconds between, until it is cancelled.</summary>
    public async Task ShowAsync(CancellationToken until)
    {
        var last = clock.GetTimestamp();
        while (!until.IsCancellationRequested)
        {
            await Task.Delay(s_look, clock, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var views = Show();
            if (clock.GetElapsedTime(last) >= s_pause)
            {
                last = clock.GetTimestamp();
                views.Where(view => !view.HasEnded).ToList().ForEach(view => say(Line(view)));
            }
        }
        Show();
    }

    private IReadOnlyList<StepView> Show()
    {
        foreach (var notice in meter.TakeNotices())
        {
            say(notice);
        }
        var views = meter.Sample();
        foreach (var (_, view) in views.Index().Where(step => step.Item.HasEnded && _ended.Add(step.Index)))
        {
            say($"{StepWords.Name(view.Step)}: {StepWords.Count(view)} in {Duration.Show(view.Elapsed)}");
        }
        return views;
    }

    private string Line(StepView view)
    {
        string[] parts =
        [
            view.Share >= 0 ? $"{StepWords.Count(view)} ({(int)(view.Share * 100)}%)" : StepWords.Count(view),
            StepWords.Rate(view),
            view.Left > TimeSpan.Zero ? $"about {Duration.Show(view.Left)} left" : "",
            meter.Drag(),
        ];
        return $"{StepWords.Name(view.Step)}: {string.Join("; ", parts.Where(part => part.Length > 0))}";
    }
}
