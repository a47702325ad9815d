using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>Hears the steps of a run and, when asked, says how each stands. Whoever shows it asks at most a few times a second.</summary>
internal sealed class ProgressMeter(Progress progress, TimeProvider clock) : IMigrationListener
{
    private readonly Lock _gate = new();
    private readonly List<StepMeter> _steps = [];
    private readonly Queue<string> _notices = new();
    private readonly long _began = clock.GetTimestamp();

    /// <inheritdoc/>
    public void On(MigrationEvent happened)
    {
        lock (_gate)
        {
            switch (happened)
            {
                case MigrationEvent.StepStarted(var step):
                    _steps.Add(new StepMeter(step, progress, clock.GetElapsedTime(_began)));
                    break;
                case MigrationEvent.StepEnded(var step):
                    _steps.FindLast(meter => meter.Step == step)?.End(progress, clock.GetElapsedTime(_began));
                    break;
                case MigrationEvent.Notice(var text):
                    _notices.Enqueue(text);
                    break;
            }
        }
    }

    /// <summary>Something to be shown among the notices of the run.</summary>
    public void Say(string text) => On(new MigrationEvent.Notice(text));

    /// <summary>Every step so far, in the order they began.</summary>
    public IReadOnlyList<StepView> Sample()
    {
        lock (_gate)
        {
            var now = clock.GetElapsedTime(_began);
            return [.. _steps.Select(meter => meter.Sample(progress, now))];
        }
    }

    /// <summary>What was said since the last call.</summary>
    public IReadOnlyList<string> TakeNotices()
    {
        lock (_gate)
        {
            string[] notices = [.. _notices];
            _notices.Clear();
            return notices;
        }
    }

    /// <summary>What holds the run back, in words; empty when nothing does.</summary>
    public string Drag()
    {
        string[] parts =
        [
            progress.Limit.Length > 0 ? $"limited by {progress.Limit}" : "",
            progress.Repeated > 0 ? $"{StepWords.Number(progress.Repeated)} requests repeated" : "",
            progress.Failed > 0 ? $"{StepWords.Number(progress.Failed)} given up" : "",
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }
}
