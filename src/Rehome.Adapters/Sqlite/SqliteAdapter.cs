using System.Text;
using Microsoft.Data.Sqlite;
using Rehome.Adapters.Relational;
using Rehome.Migrations;
using Rehome.References;

namespace Rehome.Adapters.Sqlite;

/// <summary>Opens reference columns in SQLite files.</summary>
internal sealed class SqliteAdapter(SqliteOptions options, TimeProvider time) : IDatabaseAdapter
{
    public IReadOnlyList<string> Schemes { get; } = ["sqlite"];

    /// <inheritdoc/>
    /// <exception cref="FormatException">The URL names no file.</exception>
    public async ValueTask<IReferenceColumn> OpenAsync(ReferenceSettings settings, CancellationToken cancellationToken)
    {
        var path = SqliteUrl.Parse(settings.Database.Secret);
        if (!File.Exists(path))
        {
            throw Unusable(
                $"open {settings.Column}: there is no file {path}; check the path, which a relative URL takes from the current folder"
            );
        }
        var connections = new SqliteConnections(path, settings.Column.ToString(), options, time);
        try
        {
            var shape = await connections.UseAsync(
                "open",
                connection => Find(connection, settings, path),
                cancellationToken
            );
            var description = new ColumnDescription(
                $"sqlite:{path}#{shape.Table.Name}.{shape.Column.Name}",
                settings.Column.ToString(),
                [.. shape.Key.Select(key => key.Name)]
            );
            return new SqliteColumn(connections, shape, description);
        }
        catch (Exception error)
        {
            await connections.DisposeAsync();
            if (error is DllNotFoundException)
            {
                throw new ReferenceException(ReferenceFailure.Unusable, error.Message, error);
            }
            throw;
        }
    }

    private static SqliteShape Find(SqliteConnection connection, ReferenceSettings settings, string path)
    {
        var name = settings.Column;
        if (name.Schema.Length > 0 && !name.Schema.Equals("main", StringComparison.OrdinalIgnoreCase))
        {
            throw Unusable($"{name}: an SQLite file has no schema '{name.Schema}'; write table.column");
        }
        var table =
            SqliteCatalogue.Find(connection, name.Table)
            ?? throw Unusable(
                $"{name}: {path} has no table '{name.Table}'{NearName.Hint(name.Table, SqliteCatalogue.TableNames(connection))}"
            );
        var shape = SqliteShape.Create(table, settings, EncodingOf(connection));
        var statements = new SqliteStatements(shape);
        if (settings.Where.Length > 0)
        {
            ProveCondition(connection, statements, settings);
        }
        using var keyless = statements.FindKeyless();
        keyless.Connection = connection;
        return keyless.ExecuteScalar() is 0L
            ? shape
            : throw Unusable(
                $"{name}: some rows have NULL in their key ({string.Join(", ", shape.Key.Select(key => key.Name))}); give them one"
            );
    }

    private static void ProveCondition(
        SqliteConnection connection,
        SqliteStatements statements,
        ReferenceSettings settings
    )
    {
        using var command = statements.Condition();
        command.Connection = connection;
        try
        {
            command.ExecuteScalar();
        }
        catch (SqliteException error) when (error.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            throw new ReferenceException(
                ReferenceFailure.Unusable,
                $"{settings.Column}: the condition 'where: {settings.Where}' is not valid: {error.Message}",
                error
            );
        }
    }

    /// <summary>What a cast of text to BLOB gives in this file.</summary>
    private static Encoding EncodingOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA encoding";
        return (string)command.ExecuteScalar()! switch
        {
            "UTF-16le" => Encoding.Unicode,
            "UTF-16be" => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
    }

    private static ReferenceException Unusable(string message) => new(ReferenceFailure.Unusable, message);
}
