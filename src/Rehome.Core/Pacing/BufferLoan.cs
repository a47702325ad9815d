using System.Buffers;

namespace Rehome.Pacing;

/// <summary>A borrowed buffer; disposing gives it back.</summary>
internal sealed class BufferLoan(BufferBudget budget, byte[] buffer, int length, long cost) : IDisposable
{
    private int _returned;

    /// <summary>Exactly as long as asked for.</summary>
    public Memory<byte> Memory => buffer.AsMemory(0, length);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            budget.Return(cost);
        }
    }
}
