using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Rehome.Journaling;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>
/// The open file: one connection that writes, some that read beside it. SQLite has no asynchronous calls; its calls are
/// short and run on the caller's thread, but for the few that look at a whole table.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private readonly JournalLock? _lock;
    private readonly JournalConnection? _writer;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentBag<JournalConnection> _readers = [];
    private volatile bool _closed;

    private JournalFile(string path, JournalLock? held, JournalConnection? writer)
    {
        _path = path;
        _lock = held;
        _writer = writer;
    }

    public bool IsReadOnly => _writer is null;

    public static JournalFile Open(JournalSettings settings, JournalMode mode)
    {
        try
        {
            return mode == JournalMode.ReadOnly ? OpenReadOnly(settings) : OpenReadWrite(settings);
        }
        catch (SqliteException fault)
        {
            throw JournalFaults.Explain(settings.Path, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw JournalFaults.Unwritable(settings.Path, fault);
        }
    }

    /// <summary>Runs a write as one transaction, alone. Once begun it is not cancelled.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<JournalConnection, T> write, CancellationToken cancellationToken)
    {
        var writer =
            _writer ?? throw new InvalidOperationException($"the journal '{_path}' was opened to be read only");
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return writer.Write(write);
        }
        catch (SqliteException fault)
        {
            throw JournalFaults.Explain(_path, fault);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs a read on a connection of its own, as one snapshot where <paramref name="whole"/> says so.</summary>
    public T Read<T>(Func<JournalConnection, T> read, bool whole, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_closed, this);
        try
        {
            var reader = _readers.TryTake(out var idle) ? idle : JournalConnection.Open(_path, SqliteOpenMode.ReadOnly);
            try
            {
                return whole ? reader.ReadSnapshot(read) : read(reader);
            }
            finally
            {
                Return(reader);
            }
        }
        catch (SqliteException fault)
        {
            throw JournalFaults.Explain(_path, fault);
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
        // A write in flight ends first. The last connection to close folds the write-ahead log into the file.
        _writing.Wait();
        _writer?.Dispose();
        _lock?.Dispose();
        _writing.Release();
    }

    private void Return(JournalConnection reader)
    {
        _readers.Add(reader);
        while (_closed && _readers.TryTake(out var late))
        {
            late.Dispose();
        }
    }

    private static JournalFile OpenReadWrite(JournalSettings settings)
    {
        var held = JournalLock.Take(settings, () => FindHolder(settings));
        JournalConnection? writer = null;
        try
        {
            // SQLite gives its log the mode of the file that it finds. A file that is there must not be opened past
            // SQLite: closing it would free the locks of every connection of this process.
            if (!File.Exists(settings.Path))
            {
                PrivateFile.Open(settings.Path, FileShare.ReadWrite).Dispose();
            }
            writer = JournalConnection.Open(settings.Path, SqliteOpenMode.ReadWrite);
            JournalSchema.CreateWhereEmpty(writer, settings);
            JournalSchema.Check(writer, settings);
            JournalSchema.CheckPages(writer, settings);
            JournalSchema.WriteMeta(writer, "holder", Describe(settings.Clock));
            return new JournalFile(settings.Path, held, writer);
        }
        catch
        {
            writer?.Dispose();
            held.Dispose();
            throw;
        }
    }

    private static JournalFile OpenReadOnly(JournalSettings settings)
    {
        if (!File.Exists(settings.Path))
        {
            throw new JournalException(
                JournalFailure.Unreadable,
                $"there is no journal '{settings.Path}': migration '{settings.Migration}' has not been planned or run from here"
            );
        }
        var file = new JournalFile(settings.Path, null, null);
        try
        {
            var reader = JournalConnection.Open(settings.Path, SqliteOpenMode.ReadOnly);
            file.Return(reader);
            JournalSchema.Check(reader, settings);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string Describe(TimeProvider clock) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"process {Environment.ProcessId} on {Environment.MachineName} since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC"
        );

    private static string FindHolder(JournalSettings settings)
    {
        try
        {
            using var reader = JournalConnection.Open(settings.Path, SqliteOpenMode.ReadOnly);
            return JournalSchema.ReadMeta(reader, "holder");
        }
        catch (SqliteException)
        {
            // It holds the lock but has not made its tables yet.
            return "another process";
        }
    }
}
