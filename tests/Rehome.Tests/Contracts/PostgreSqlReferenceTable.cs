using Npgsql;
using NpgsqlTypes;
using Rehome.Adapters.PostgreSql;
using Rehome.Migrations;
using Rehome.References;
using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

/// <summary>The table <c>avatars</c> in a schema of its own, opened by a user who may only read and update it.</summary>
internal sealed class PostgreSqlReferenceTable(PostgreSqlServer server, string database, string schema) : ReferenceTable
{
    /// <summary>The database that holds the schema.</summary>
    public string Database => database;

    /// <summary>The schema.</summary>
    public string Schema => schema;

    /// <summary>The server.</summary>
    public PostgreSqlServer Server => server;

    /// <summary>The URL of the user, who finds the table by the search path.</summary>
    public string Url =>
        $"{server.Url(database, PostgreSqlFixture.User, PostgreSqlFixture.Password)}?options=-csearch_path%3D{schema},public";

    /// <summary>The settings of the reference to <c>avatars.path</c>.</summary>
    public ReferenceSettings Settings => new(DatabaseUrl.Parse(Url), ColumnName.Parse("avatars.path"));

    /// <summary>Makes a schema and runs the SQL in it.</summary>
    public static async Task<PostgreSqlReferenceTable> CreateAsync(PostgreSqlFixture fixture, string sql)
    {
        var server = await fixture.ServerAsync();
        var (database, schema) = await fixture.CreateSchemaAsync();
        var table = new PostgreSqlReferenceTable(server, database, schema);
        await table.ExecuteAsync(sql);
        return table;
    }

    /// <summary>Runs SQL as the owner, in the schema.</summary>
    public Task ExecuteAsync(string sql) => server.ExecuteAsync(database, $"SET search_path = {schema}, public; {sql}");

    /// <summary>Makes the table with a key of this kind.</summary>
    public static async Task<PostgreSqlReferenceTable> CreateAsync(
        PostgreSqlFixture fixture,
        KeyKind kind,
        IReadOnlyList<SeedRow> rows,
        string columnType
    )
    {
        string[] keys = kind switch
        {
            KeyKind.Number => ["bigint"],
            KeyKind.Text => ["""text COLLATE "en-x-icu" """],
            KeyKind.Composite => ["varchar(2000)", "integer"],
            _ => ["uuid"],
        };
        string[] names = ["id", "number"];
        var key = string.Join(", ", names[..keys.Length]);
        var table = await CreateAsync(
            fixture,
            $"""
            CREATE TABLE avatars (
                {string.Join(", ", names.Zip(keys, (name, type) => $"{name} {type}"))},
                path {columnType}, other text, PRIMARY KEY ({key}));
            GRANT SELECT ({key}, path), UPDATE (path) ON avatars TO "{PostgreSqlFixture.User}";
            """
        );
        await table.InsertAsync(key, keys, rows);
        return table;
    }

    public static Task<IReferenceColumn> OpenAsync(ReferenceSettings settings) =>
        OpenAsync(settings, new PostgreSqlOptions());

    public static Task<IReferenceColumn> OpenAsync(ReferenceSettings settings, PostgreSqlOptions options) =>
        new PostgreSqlAdapter(options, _ => null).OpenAsync(settings, CancellationToken.None).AsTask();

    public override Task<IReferenceColumn> OpenAsync() => OpenAsync(Settings);

    public override async Task<IReadOnlyDictionary<string, string?>> ValuesAsync()
    {
        await using var connection = await server.ConnectAsync(database);
        await using var command = new NpgsqlCommand($"SELECT id::text, path::text FROM {schema}.avatars", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new Dictionary<string, string?>();
        while (await reader.ReadAsync())
        {
            values[reader.GetString(0)] = await reader.IsDBNullAsync(1) ? null : reader.GetString(1);
        }
        return values;
    }

    public override Task SetAsync(string key, string value) =>
        ExecuteAsync($"UPDATE avatars SET path = '{value}' WHERE id::text = '{key}'");

    public override Task RemoveAsync(string key) => ExecuteAsync($"DELETE FROM avatars WHERE id::text = '{key}'");

    public override Task RefuseAsync(string value) =>
        ExecuteAsync($"ALTER TABLE avatars ADD CHECK (path <> '{value}')");

    public override async Task<IAsyncDisposable> HoldAsync(string key)
    {
        var connection = await server.ConnectAsync(database);
        await using var command = new NpgsqlCommand(
            $"BEGIN; SELECT FROM {schema}.avatars WHERE id::text = '{key}' FOR UPDATE",
            connection
        );
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task InsertAsync(string key, string[] types, IReadOnlyList<SeedRow> rows)
    {
        await using var connection = await server.ConnectAsync(database);
        await using var command = connection.CreateCommand();
        var casts = types.Select((type, index) => $"v.k{index}::{type}");
        var names = types.Select((_, index) => $"k{index}");
        var parameters = types.Select((_, index) => $"${index + 1}").Append($"${types.Length + 1}");
        command.CommandText = $"""
            INSERT INTO {schema}.avatars ({key}, path)
            SELECT {string.Join(", ", casts)}, v.value FROM unnest({string.Join(", ", parameters)}) AS v({string.Join(
                ", ",
                names
            )}, value)
            """;
        for (var index = 0; index < types.Length; index++)
        {
            command.Parameters.Add(Texts([.. rows.Select(row => (string?)row.Key[index])]));
        }
        command.Parameters.Add(Texts([.. rows.Select(row => row.Value)]));
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter Texts(string?[] values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
