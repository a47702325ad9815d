namespace Rehome.Migrations;

/// <summary>How much of a shared system one run may take. Every limit has a name and a default.</summary>
public sealed record Limits
{
    /// <summary>Requests to the stores at the same time. Default: 64.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Rows of one statement at most. Default: 1,000.</summary>
    public int BatchRows { get; init; } = 1000;

    /// <summary>Rows switched a second at most; zero: no limit, the default.</summary>
    public int RowsPerSecond { get; init; }

    /// <summary>Objects larger than this are copied or uploaded in parts, in bytes. Zero: the store's own limit for copies, one part for uploads.</summary>
    public long PartThreshold { get; init; }

    /// <summary>Bytes of one part. Zero: 8 MiB streamed and 64 MiB copied inside a store, more where an object would have too many parts.</summary>
    public long PartSize { get; init; }

    /// <summary>Bytes of content held in memory at most, all transfers together. Default: 64 MiB.</summary>
    public long BufferBytes { get; init; } = 64L << 20;

    /// <summary>Tries of one request before it is given up. Default: 8.</summary>
    public int Tries { get; init; } = 8;
}
