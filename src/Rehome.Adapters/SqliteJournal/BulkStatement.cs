using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>
/// A write of many rows in one statement. It binds by position on the driver's own handle: the driver's commands look up
/// each parameter by name for each execution, which made half of the time of a batch.
/// </summary>
internal sealed class BulkStatement : IDisposable
{
    /// <summary>Rows of one statement; beyond it nothing is gained.</summary>
    public const int Rows = 50;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[4096];
    private int _bound;

    public BulkStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    /// <summary>Forgets what a batch that failed halfway has set.</summary>
    public void Restart() => _bound = 0;

    /// <summary>Sets the next parameter.</summary>
    public BulkStatement Add(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _text.Length)
        {
            _text = new byte[most];
        }
        var length = Encoding.UTF8.GetBytes(text, _text);
        // An empty span would be bound as NULL.
        Check(
            length == 0
                ? raw.sqlite3_bind_text(_statement, ++_bound, "")
                : raw.sqlite3_bind_text(_statement, ++_bound, _text.AsSpan(0, length))
        );
        return this;
    }

    /// <summary>Sets the next parameter.</summary>
    public BulkStatement Add(long number)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, number));
        return this;
    }

    /// <summary>Writes the rows; the next parameter is the first again.</summary>
    public void Run()
    {
        _bound = 0;
        var code = raw.sqlite3_step(_statement);
        try
        {
            Check(code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
