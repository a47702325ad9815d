using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>
/// Tells one bad object from a bad store: many failures in a row of a kind that has nothing to do with the object mean
/// that the store itself is away or closed.
/// </summary>
internal sealed class FailureStreak
{
    private const int Most = 32;

    private int _length;

    /// <summary>Counts a failure.</summary>
    /// <returns>False when the run must stop.</returns>
    public bool MayGoOn(StoreException fault) =>
        !fault.ConcernsTheWholeStore
        && (
            !(fault.MayBeRepeated || fault.Failure == StoreFailure.Denied) || Interlocked.Increment(ref _length) < Most
        );

    /// <summary>Something succeeded.</summary>
    public void End() => Volatile.Write(ref _length, 0);
}
