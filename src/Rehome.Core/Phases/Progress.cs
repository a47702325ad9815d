namespace Rehome.Phases;

/// <summary>Live counts of one run, written by the phases and read by whoever shows them. All counts only grow.</summary>
public sealed class Progress
{
    private long _listed;
    private long _listedBytes;
    private long _toCopy;
    private long _toCopyBytes;
    private long _copied;
    private long _copiedBytes;
    private long _scanned;
    private long _switched;
    private long _retired;
    private long _failed;
    private long _repeated;
    private volatile string _limit = "";
    private volatile bool _listingEnded;

    /// <summary>Source objects listed so far.</summary>
    public long Listed => Interlocked.Read(ref _listed);

    /// <summary>Their bytes.</summary>
    public long ListedBytes => Interlocked.Read(ref _listedBytes);

    /// <summary>True when all of the source is listed, so that totals are totals.</summary>
    public bool ListingEnded
    {
        get => _listingEnded;
        internal set => _listingEnded = value;
    }

    /// <summary>Objects found that must be copied.</summary>
    public long ToCopy => Interlocked.Read(ref _toCopy);

    /// <summary>Their bytes.</summary>
    public long ToCopyBytes => Interlocked.Read(ref _toCopyBytes);

    /// <summary>Objects copied.</summary>
    public long Copied => Interlocked.Read(ref _copied);

    /// <summary>Their bytes.</summary>
    public long CopiedBytes => Interlocked.Read(ref _copiedBytes);

    /// <summary>Rows read.</summary>
    public long Scanned => Interlocked.Read(ref _scanned);

    /// <summary>Rows switched or rolled back.</summary>
    public long Switched => Interlocked.Read(ref _switched);

    /// <summary>Source objects deleted.</summary>
    public long Retired => Interlocked.Read(ref _retired);

    /// <summary>Objects and rows given up.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Requests repeated after a passing fault.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>What limits the speed just now, in words; empty when nobody knows.</summary>
    public string Limit
    {
        get => _limit;
        internal set => _limit = value;
    }

    internal void AddListed(long count, long bytes)
    {
        Interlocked.Add(ref _listed, count);
        Interlocked.Add(ref _listedBytes, bytes);
    }

    internal void AddToCopy(long count, long bytes)
    {
        Interlocked.Add(ref _toCopy, count);
        Interlocked.Add(ref _toCopyBytes, bytes);
    }

    internal void AddCopied(long count, long bytes)
    {
        Interlocked.Add(ref _copied, count);
        Interlocked.Add(ref _copiedBytes, bytes);
    }

    internal void AddScanned(long count) => Interlocked.Add(ref _scanned, count);

    internal void AddSwitched(long count) => Interlocked.Add(ref _switched, count);

    internal void AddRetired(long count) => Interlocked.Add(ref _retired, count);

    internal void AddFailed(long count) => Interlocked.Add(ref _failed, count);

    internal void AddRepeated() => Interlocked.Increment(ref _repeated);
}
