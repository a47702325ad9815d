namespace Rehome.Stores;

/// <summary>A store did not do what was asked. The message says operation, place, key and what to do; never a secret.</summary>
public sealed class StoreException(StoreFailure failure, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public StoreFailure Failure { get; } = failure;

    /// <summary>The wait the store asked for; zero when it did not say.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>True when the same call may succeed later.</summary>
    public bool MayBeRepeated => Failure is StoreFailure.Unavailable or StoreFailure.Throttled;

    /// <summary>True when no object of this store can be handled until someone mends it, so the run must stop.</summary>
    public bool ConcernsTheWholeStore =>
        Failure is StoreFailure.NoContainer or StoreFailure.BadCredentials or StoreFailure.Full;
}
