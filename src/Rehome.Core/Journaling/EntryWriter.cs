namespace Rehome.Journaling;

/// <summary>Gathers entries of many callers into batches for the journal.</summary>
internal sealed class EntryWriter(IJournal journal, TimeProvider clock)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private List<ObjectEntry> _batch = [];
    private long _lastWrite = clock.GetTimestamp();

    /// <summary>Adds an entry; whoever fills the batch, or finds it old, writes it.</summary>
    public ValueTask AddAsync(ObjectEntry entry, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _batch.Add(entry);
            if (_batch.Count < BatchSize && clock.GetElapsedTime(_lastWrite) < s_longestWait)
            {
                return ValueTask.CompletedTask;
            }
        }
        return FlushAsync(cancellationToken);
    }

    /// <summary>Writes what is gathered; what could not be written stays gathered.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        List<ObjectEntry> full;
        lock (_lock)
        {
            (full, _batch) = (_batch, []);
            _lastWrite = clock.GetTimestamp();
        }
        if (full.Count == 0)
        {
            return;
        }
        try
        {
            await journal.SaveObjectsAsync(full, cancellationToken);
        }
        catch
        {
            lock (_lock)
            {
                _batch.InsertRange(0, full);
            }
            throw;
        }
    }
}
