using Microsoft.Data.Sqlite;

namespace Rehome.Adapters.Sqlite;

/// <summary>Makes a small database of photos to try a migration on.</summary>
public static class SampleTable
{
    /// <summary>The reference column of it.</summary>
    public const string Column = "photos.path";

    /// <summary>Makes the file with one table, <c>photos(id, title, path)</c>; ids count from 1 in the order of the rows.</summary>
    /// <exception cref="DllNotFoundException">There is no SQLite on this system; the message says what to install.</exception>
    public static async ValueTask CreateAsync(
        string file,
        IReadOnlyList<(string Title, string Path)> rows,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        await using var connection = SqliteLibrary.Open(file, SqliteOpenMode.ReadWriteCreate, TimeSpan.FromSeconds(5));
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var transaction = connection.BeginTransaction();
        command.Transaction = transaction;
        command.CommandText = "CREATE TABLE photos (id INTEGER PRIMARY KEY, title TEXT NOT NULL, path TEXT)";
        await command.ExecuteNonQueryAsync(cancellationToken);
        command.CommandText = "INSERT INTO photos (title, path) VALUES ($title, $path)";
        var title = command.Parameters.Add("$title", SqliteType.Text);
        var path = command.Parameters.Add("$path", SqliteType.Text);
        foreach (var row in rows)
        {
            (title.Value, path.Value) = (row.Title, row.Path);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }
}
