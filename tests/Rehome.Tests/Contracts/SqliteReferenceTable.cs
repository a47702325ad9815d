using Microsoft.Data.Sqlite;
using Rehome.Adapters.Sqlite;
using Rehome.Migrations;
using Rehome.References;

namespace Rehome.Tests.Contracts;

/// <summary>The table <c>avatars</c> in an SQLite file of its own.</summary>
internal sealed class SqliteReferenceTable : ReferenceTable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehome-sqlite-");

    /// <summary>The file.</summary>
    public string File => Path.Combine(_folder.FullName, "app data%20#1.db");

    /// <summary>Makes the file and runs the SQL in it.</summary>
    public static SqliteReferenceTable Create(string sql)
    {
        var table = new SqliteReferenceTable();
        System.IO.File.WriteAllBytes(table.File, []);
        table.Execute(sql);
        return table;
    }

    /// <summary>Makes the table with a key of this kind.</summary>
    public static SqliteReferenceTable Create(
        KeyKind kind,
        IReadOnlyList<SeedRow> rows,
        string columnType,
        string beforeAll
    )
    {
        var (columns, key) = kind switch
        {
            KeyKind.Number => ("id INTEGER PRIMARY KEY", 1),
            KeyKind.Text => ("id TEXT PRIMARY KEY NOT NULL", 1),
            KeyKind.Composite => ("id TEXT NOT NULL, number INTEGER NOT NULL", 2),
            _ => ("id UUID PRIMARY KEY NOT NULL", 1),
        };
        var constraint = key == 2 ? ", PRIMARY KEY (id, number)" : "";
        var table = Create($"{beforeAll}; CREATE TABLE avatars ({columns}, path {columnType}, other TEXT{constraint})");
        using var connection = table.Connect();
        using var transaction = connection.BeginTransaction();
        foreach (var row in rows)
        {
            using var command = connection.CreateCommand();
            var names = Enumerable.Range(0, key).Select(index => $"$k{index}").ToList();
            command.CommandText =
                $"INSERT INTO avatars ({(key == 2 ? "id, number" : "id")}, path) VALUES ({string.Join(", ", names)}, $value)";
            foreach (var (name, value) in names.Zip(row.Key))
            {
                command.Parameters.AddWithValue(name, value);
            }
            command.Parameters.AddWithValue("$value", (object?)row.Value ?? DBNull.Value);
            command.ExecuteNonQuery();
        }
        transaction.Commit();
        return table;
    }

    /// <summary>The settings of the reference to <c>avatars.path</c>.</summary>
    public ReferenceSettings Settings => new(DatabaseUrl.Parse($"sqlite:{File}"), ColumnName.Parse("avatars.path"));

    public static Task<IReferenceColumn> OpenAsync(ReferenceSettings settings) =>
        new SqliteAdapter(new SqliteOptions(), TimeProvider.System)
            .OpenAsync(settings, CancellationToken.None)
            .AsTask();

    public override Task<IReferenceColumn> OpenAsync() => OpenAsync(Settings);

    public override Task<IReadOnlyDictionary<string, string?>> ValuesAsync()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(id AS TEXT), path FROM avatars";
        using var reader = command.ExecuteReader();
        var values = new Dictionary<string, string?>();
        while (reader.Read())
        {
            values[reader.GetString(0)] = reader.IsDBNull(1) ? null : reader.GetString(1);
        }
        return Task.FromResult<IReadOnlyDictionary<string, string?>>(values);
    }

    public override Task SetAsync(string key, string value)
    {
        Execute("UPDATE avatars SET path = $value WHERE id = $key", ("$value", value), ("$key", key));
        return Task.CompletedTask;
    }

    public override Task RemoveAsync(string key)
    {
        Execute("DELETE FROM avatars WHERE id = $key", ("$key", key));
        return Task.CompletedTask;
    }

    public override Task RefuseAsync(string value)
    {
        Execute(
            $"""
            CREATE TRIGGER refuse BEFORE UPDATE OF path ON avatars WHEN NEW.path = '{value}'
            BEGIN SELECT RAISE(ABORT, 'not this one'); END
            """
        );
        return Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> HoldAsync(string key)
    {
        var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return Task.FromResult<IAsyncDisposable>(connection);
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public SqliteConnection Connect() => SqliteLibrary.Open(File, SqliteOpenMode.ReadWrite, TimeSpan.FromSeconds(10));

    public void Execute(string sql, params (string Name, object Value)[] parameters)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        command.ExecuteNonQuery();
    }
}
