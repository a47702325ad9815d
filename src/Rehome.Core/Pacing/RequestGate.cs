namespace Rehome.Pacing;

/// <summary>
/// How many requests may be at one store at the same time. Halves when the store asks to slow down, at most once a
/// second, and grows back by one for each round of successes.
/// </summary>
internal sealed class RequestGate(int most, TimeProvider clock)
{
    private static readonly TimeSpan s_betweenCuts = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private long _lastCut = clock.GetTimestamp();
    private bool _everCut;
    private readonly int _most = most;
    private int _allowed = most;
    private int _inside;
    private int _successes;

    /// <summary>The limit as it stands.</summary>
    public int Allowed => Volatile.Read(ref _allowed);

    /// <summary>The limit it started with and may return to.</summary>
    public int Most => _most;

    /// <summary>Waits for a place; every entry is followed by exactly one <see cref="Leave"/>.</summary>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_lock)
        {
            if (_inside < _allowed)
            {
                _inside++;
                return;
            }
            place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }
        await using var cancelled = cancellationToken.Register(() => place.TrySetCanceled(cancellationToken));
        await place.Task;
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(bool succeeded)
    {
        lock (_lock)
        {
            _inside--;
            if (succeeded && _allowed < _most && ++_successes >= _allowed)
            {
                _successes = 0;
                _allowed++;
            }
            while (_inside < _allowed && _waiting.TryDequeue(out var next))
            {
                _inside += next.TrySetResult() ? 1 : 0;
            }
        }
    }

    /// <summary>The store asked to slow down.</summary>
    public void SlowDown()
    {
        lock (_lock)
        {
            if (_everCut && clock.GetElapsedTime(_lastCut) < s_betweenCuts)
            {
                return;
            }
            (_everCut, _lastCut, _successes) = (true, clock.GetTimestamp(), 0);
            _allowed = Math.Max(1, _allowed / 2);
        }
    }
}
