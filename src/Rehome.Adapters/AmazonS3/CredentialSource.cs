using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>
/// Credentials for every request at the cost of a field. Asks its finder again from time to time, one caller at a time;
/// the others go on with what they have.
/// </summary>
internal sealed class CredentialSource(CredentialFinder finder, TimeProvider time, TimeSpan check) : IDisposable
{
    private sealed record Snapshot(S3Credentials Credentials, long Taken);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private Snapshot? _current;

    /// <exception cref="StoreException">There are none.</exception>
    public ValueTask<S3Credentials> GetAsync(CancellationToken cancellationToken)
    {
        var current = Volatile.Read(ref _current);
        return current is not null && (time.GetElapsedTime(current.Taken) < check || _turn.CurrentCount == 0)
            ? ValueTask.FromResult(current.Credentials)
            : new ValueTask<S3Credentials>(RenewAsync(current, cancellationToken));
    }

    /// <summary>Finds anew after the service refused these.</summary>
    /// <returns>False when there are no others, so that trying again is in vain.</returns>
    public async ValueTask<bool> ReplaceAsync(S3Credentials refused, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } current && current.Credentials != refused)
            {
                return true;
            }
            finder.Forget();
            var found = await finder.FindAsync(cancellationToken);
            _current = new Snapshot(found, time.GetTimestamp());
            return found != refused;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<S3Credentials> RenewAsync(Snapshot? old, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } current && current != old)
            {
                return current.Credentials;
            }
            var found = await FindOrKeepAsync(old, cancellationToken);
            _current = new Snapshot(found, time.GetTimestamp());
            return found;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<S3Credentials> FindOrKeepAsync(Snapshot? old, CancellationToken cancellationToken)
    {
        try
        {
            return await finder.FindAsync(cancellationToken);
        }
        catch (StoreException) when (old is not null)
        {
            // They are renewed minutes before they expire: a source that fails for a moment must not end a run. When
            // they do expire, the service refuses them, and ReplaceAsync shows the source's own error.
            return old.Credentials;
        }
    }
}
