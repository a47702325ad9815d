using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>Follows the counts of one step. Not for several threads.</summary>
internal sealed class StepMeter
{
    // Long enough to be calm, short enough to follow a change of pace.
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    private readonly Queue<(TimeSpan At, StepCounts Counts)> _samples = new();
    private readonly StepCounts _start;
    private readonly TimeSpan _began;
    private StepView? _last;

    /// <summary>Begins to follow a step.</summary>
    public StepMeter(Step step, Progress progress, TimeSpan now)
    {
        Step = step;
        _start = StepCounts.Read(step, progress);
        _began = now;
        _samples.Enqueue((now, _start));
    }

    /// <summary>Which step.</summary>
    public Step Step { get; }

    /// <summary>Takes a sample and says how the step stands.</summary>
    public StepView Sample(Progress progress, TimeSpan now)
    {
        if (_last is { HasEnded: true })
        {
            return _last;
        }
        var counts = StepCounts.Read(Step, progress);
        while (_samples.Count > 1 && now - _samples.Peek().At > s_window)
        {
            _samples.Dequeue();
        }
        var (at, earlier) = _samples.Peek();
        _samples.Enqueue((now, counts));
        return _last = View(counts, counts - earlier, now - at, now - _began, hasEnded: false);
    }

    /// <summary>The step has ended: what is said from now on speaks of all of it.</summary>
    public StepView End(Progress progress, TimeSpan now)
    {
        var counts = StepCounts.Read(Step, progress);
        return _last = View(counts, counts - _start, now - _began, now - _began, hasEnded: true);
    }

    private StepView View(StepCounts counts, StepCounts lately, TimeSpan span, TimeSpan elapsed, bool hasEnded)
    {
        var done = counts - _start;
        var seconds = Math.Max(span.TotalSeconds, 0.001);
        var (perSecond, bytesPerSecond) = (lately.Done / seconds, lately.Bytes / seconds);
        var (total, totalBytes) = (
            Math.Max(0, counts.Total - _start.Done),
            Math.Max(0, counts.TotalBytes - _start.Bytes)
        );
        var share =
            total == 0 || !counts.IsTotal
                ? -1
                : Math.Min((double)done.Done / total, totalBytes <= 0 ? 1 : (double)done.Bytes / totalBytes);
        var left = !counts.IsTotal
            ? 0
            : Math.Max(Rest(total - done.Done, perSecond), Rest(totalBytes - done.Bytes, bytesPerSecond));
        return new StepView(
            Step,
            done.Done,
            done.Bytes,
            total,
            share,
            perSecond,
            bytesPerSecond,
            TimeSpan.FromSeconds(left),
            elapsed,
            done.Listed,
            hasEnded
        );
    }

    // More than a month is no forecast.
    private static double Rest(double count, double perSecond) =>
        count > 0 && perSecond > 0 && count / perSecond < 2_600_000 ? count / perSecond : 0;
}
