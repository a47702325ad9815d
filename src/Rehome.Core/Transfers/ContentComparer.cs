using Rehome.Locations;
using Rehome.Pacing;
using Rehome.Stores;

namespace Rehome.Transfers;

/// <summary>Compares two objects byte by byte, in pieces of bounded size.</summary>
internal sealed class ContentComparer(IObjectStore source, IObjectStore target, BufferBudget buffers)
{
    private const int Piece = 4 << 20;

    /// <summary>True when both have the same bytes.</summary>
    /// <exception cref="StoreException"><see cref="StoreFailure.Changed"/> when one of them changed meanwhile.</exception>
    public async ValueTask<bool> AreEqualAsync(ObjectInfo left, ObjectInfo right, CancellationToken cancellationToken)
    {
        if (left.Size != right.Size)
        {
            return false;
        }
        for (long offset = 0; offset < left.Size; offset += Piece)
        {
            var length = (int)Math.Min(Piece, left.Size - offset);
            // One loan for both halves: two loans taken one after the other could wait for each other for ever.
            using var loan = await buffers.BorrowAsync(2 * length, cancellationToken);
            var (a, b) = (loan.Memory[..length], loan.Memory[length..]);
            await Task.WhenAll(
                source.ReadAsync(left, offset, a, cancellationToken).AsTask(),
                target.ReadAsync(right, offset, b, cancellationToken).AsTask()
            );
            if (!a.Span.SequenceEqual(b.Span))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Looks the target up first.</summary>
    /// <returns>The target when it is equal; null when it is missing or differs.</returns>
    public async ValueTask<ObjectInfo?> FindEqualAsync(
        ObjectInfo version,
        ObjectKey key,
        CancellationToken cancellationToken
    )
    {
        var head = await target.HeadAsync(key, cancellationToken);
        return head is not null && await AreEqualAsync(version, head.Info, cancellationToken) ? head.Info : null;
    }
}
