using System.Buffers;

namespace Rehome.Pacing;

/// <summary>The memory that content may take, all transfers together: pooled buffers, handed out first come, first served.</summary>
internal sealed class BufferBudget(long bytes)
{
    private readonly Lock _lock = new();
    private readonly Queue<(long Bytes, TaskCompletionSource Ready)> _waiting = new();
    private readonly long _all = bytes;
    private long _free = bytes;

    /// <summary>Waits until the bytes are free. A single buffer larger than the budget is lent when nothing else is out.</summary>
    public async ValueTask<BufferLoan> BorrowAsync(int length, CancellationToken cancellationToken)
    {
        var cost = Math.Min(length, _all);
        TaskCompletionSource? ready = null;
        lock (_lock)
        {
            if (_waiting.Count == 0 && _free >= cost)
            {
                _free -= cost;
            }
            else
            {
                ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue((cost, ready));
            }
        }
        if (ready is not null)
        {
            await using var cancelled = cancellationToken.Register(() => ready.TrySetCanceled(cancellationToken));
            await ready.Task;
        }
        return new BufferLoan(this, ArrayPool<byte>.Shared.Rent(length), length, cost);
    }

    /// <summary>Gives a loan's bytes back; the loan itself calls it, once.</summary>
    internal void Return(long cost)
    {
        lock (_lock)
        {
            _free += cost;
            while (_waiting.TryPeek(out var next) && (next.Ready.Task.IsCompleted || _free >= next.Bytes))
            {
                _waiting.Dequeue();
                _free -= next.Ready.TrySetResult() ? next.Bytes : 0;
            }
        }
    }
}
