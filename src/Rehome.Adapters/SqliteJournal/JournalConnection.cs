using Microsoft.Data.Sqlite;
using Rehome.Adapters.Sqlite;
using SQLitePCL;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>One connection with its statements, each compiled once. Used by one caller at a time.</summary>
internal sealed class JournalConnection : IDisposable
{
    // The lock on the journal keeps other runs away; what is left is a reader of the last moments of a write.
    private static readonly TimeSpan s_busyTimeout = TimeSpan.FromSeconds(30);

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<string, BulkStatement> _bulks = new(ReferenceEqualityComparer.Instance);

    private JournalConnection(SqliteConnection connection) => _connection = connection;

    public static JournalConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new JournalConnection(SqliteLibrary.Open(path, mode, s_busyTimeout));
        try
        {
            // 64 MiB of pages; the rest of the memory belongs to the system's own cache.
            connection.Execute("PRAGMA cache_size = -65536");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs writes that happen together or not at all.</summary>
    public T Write<T>(Func<JournalConnection, T> write) => Within("BEGIN IMMEDIATE", write);

    /// <summary>Runs several reads that see one state of the journal.</summary>
    public T ReadSnapshot<T>(Func<JournalConnection, T> read) => Within("BEGIN", read);

    /// <summary>Writes rows in as few statements as pay off.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="rows">What to write.</param>
    /// <param name="add">Sets the parameters of one row, given with its index.</param>
    public void Write<T>(BulkSql sql, IReadOnlyList<T> rows, Action<BulkStatement, T, int> add)
    {
        var whole = rows.Count - (rows.Count % BulkStatement.Rows);
        for (var i = 0; i < rows.Count; i++)
        {
            var together = i < whole ? BulkStatement.Rows : 1;
            var statement = PrepareBulk(together == 1 ? sql.One : sql.Many);
            if (i % together == 0)
            {
                statement.Restart();
            }
            add(statement, rows[i], i);
            if ((i + 1) % together == 0)
            {
                statement.Run();
            }
        }
    }

    /// <summary>The compiled statement with its parameters in this order.</summary>
    public SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        if (_commands.TryGetValue(sql, out var known))
        {
            return known;
        }
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter(name, ""));
        }
        _commands.Add(sql, command);
        return command;
    }

    /// <summary>Runs one statement or several that are used once.</summary>
    public void Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Once(sql, parameters);
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null when there is no row.</summary>
    public object? Ask(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Once(sql, parameters);
        return command.ExecuteScalar();
    }

    public long AskNumber(string sql) => (long)(Ask(sql) ?? 0L);

    public void Dispose()
    {
        foreach (var bulk in _bulks.Values)
        {
            bulk.Dispose();
        }
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
        _connection.Dispose();
    }

    // In plain statements: the driver ties a compiled command to one transaction object.
    private T Within<T>(string begin, Func<JournalConnection, T> act)
    {
        Prepare(begin).ExecuteNonQuery();
        try
        {
            var done = act(this);
            Prepare("COMMIT").ExecuteNonQuery();
            return done;
        }
        catch
        {
            // After some faults, a full disk among them, SQLite has rolled back by itself.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                Execute("ROLLBACK");
            }
            throw;
        }
    }

    private BulkStatement PrepareBulk(string sql)
    {
        if (!_bulks.TryGetValue(sql, out var known))
        {
            known = new BulkStatement(_connection.Handle!, sql);
            _bulks.Add(sql, known);
        }
        return known;
    }

    private SqliteCommand Once(string sql, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        return command;
    }
}
