using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Rehome.References;
using SQLitePCL;

namespace Rehome.Adapters.Sqlite;

/// <summary>
/// The connections of one column. SQLite works on the caller's thread, so each use runs on one of the pool's; a
/// cancelled token interrupts the statement. A connection that failed is closed, which rolls back what it began.
/// </summary>
internal sealed class SqliteConnections(string path, string place, SqliteOptions options, TimeProvider time)
    : IAsyncDisposable
{
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private readonly SemaphoreSlim _free = new(options.Connections);

    /// <summary>Runs the work on a connection of its own, again and again while another program holds the lock, as long as the limit allows.</summary>
    /// <exception cref="ReferenceException">SQLite refused.</exception>
    public async ValueTask<T> UseAsync<T>(
        string operation,
        Func<SqliteConnection, T> work,
        CancellationToken cancellationToken
    )
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            var start = time.GetTimestamp();
            while (true)
            {
                try
                {
                    return await Task.Run(() => UseOnce(work, cancellationToken), cancellationToken);
                }
                catch (SqliteException error)
                    when (SqliteErrors.IsBusy(error) && time.GetElapsedTime(start) < options.BusyTimeout)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
        catch (SqliteException error)
            when (SqliteErrors.IsInterrupted(error) && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException($"{operation} {place} was cancelled", error, cancellationToken);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(operation, place, error);
        }
        finally
        {
            _free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var connection))
        {
            await connection.DisposeAsync();
        }
        _free.Dispose();
    }

    private T UseOnce<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        var connection = _idle.TryTake(out var idle) ? idle : Open();
        try
        {
            T result;
            // Leaving this block waits for an interrupt under way, so that it cannot hit the next use.
            using (cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle)))
            {
                result = work(connection);
            }
            _idle.Add(connection);
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection Open()
    {
        var connection = SqliteLibrary.Open(path, SqliteOpenMode.ReadWrite, options.BusyStep);
        try
        {
            SqliteStatements.Prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
