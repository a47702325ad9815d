namespace Rehome.Pacing;

/// <summary>Keeps the rows of a run under so many a second.</summary>
internal sealed class RowPace(int rowsPerSecond, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private TimeSpan _busyUntil;
    private readonly long _start = clock.GetTimestamp();

    /// <summary>Waits until the rows may be switched.</summary>
    public Task WaitAsync(int rows, CancellationToken cancellationToken)
    {
        if (rowsPerSecond <= 0)
        {
            return Task.CompletedTask;
        }
        TimeSpan delay;
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start);
            delay = _busyUntil > now ? _busyUntil - now : TimeSpan.Zero;
            _busyUntil = now + delay + TimeSpan.FromSeconds((double)rows / rowsPerSecond);
        }
        return delay > TimeSpan.Zero ? Task.Delay(delay, clock, cancellationToken) : Task.CompletedTask;
    }
}
