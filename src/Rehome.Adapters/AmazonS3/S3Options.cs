namespace Rehome.Adapters.AmazonS3;

/// <summary>The limits of the S3 client, each with its default.</summary>
internal sealed record S3Options
{
    /// <summary>The longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest a request may take that moves no bytes.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes a second; a transfer that is slower than this runs into the time-out.</summary>
    public long SlowestTransfer { get; init; } = 128 * 1024;

    /// <summary>Bytes a second of a copy inside the store; a large object may be silent for minutes.</summary>
    public long SlowestCopy { get; init; } = 8 * 1024 * 1024;

    /// <summary>A connection is renewed after this time, so that a change of the service's addresses is followed.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>An idle connection is closed before the service's own limit makes a request fail on it.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most connections to one service; the caller's concurrency is the real limit.</summary>
    public int MostConnections { get; init; } = 4096;

    /// <summary>The largest XML answer in bytes; a listing of 1,000 long keys has about 4 MB.</summary>
    public int LargestAnswer { get; init; } = 32 * 1024 * 1024;

    /// <summary>Credentials are asked for again after this time; their source renews them before they expire.</summary>
    public TimeSpan CredentialCheck { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a bucket counts as existing after it answered; see <see cref="S3Objects.HeadAsync"/>.</summary>
    public TimeSpan BucketTrust { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A clock that differs by more from the service's is corrected; Amazon refuses at 15 minutes.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(5);
}
