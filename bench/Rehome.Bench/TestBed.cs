using System.Globalization;
using Npgsql;
using Rehome.Tests.Infra;

namespace Rehome.Bench;

/// <summary>A gateway with the source objects, a PostgreSQL server, and a folder; gone with this object.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    /// <summary>The bucket of the objects.</summary>
    public const string Source = "legacy";

    private const string Database = "bench";

    private readonly RadosGateway _gateway;
    private readonly PostgreSqlServer _database;
    private readonly TempFolder _folder;
    private readonly BenchOptions _options;
    private int _targets;

    private TestBed(RadosGateway gateway, PostgreSqlServer database, TempFolder folder, BenchOptions options) =>
        (_gateway, _database, _folder, _options) = (gateway, database, folder, options);

    public string Folder => _folder.Root;

    public string Endpoint => _gateway.Endpoint;

    public RadosGatewayUser Owner => _gateway.Owner;

    public string DatabaseUrl => _database.Url(Database);

    /// <summary>Starts the servers and writes the source objects.</summary>
    public static async Task<TestBed> StartAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var folder = new TempFolder();
        var database = await PostgreSqlServer.StartAsync();
        await database.CreateDatabaseAsync(Database);
        var gateway = await RadosGateway.StartAsync(cancellationToken);
        await gateway.CreateBucketAsync(Source, cancellationToken);
        var bed = new TestBed(gateway, database, folder, options);
        await bed.WriteObjectsAsync(cancellationToken);
        return bed;
    }

    /// <summary>Makes an empty bucket and a table whose rows name each object once.</summary>
    public async Task<Target> NewTargetAsync(CancellationToken cancellationToken)
    {
        var number = ++_targets;
        var target = new Target(
            string.Create(CultureInfo.InvariantCulture, $"modern-{number}"),
            string.Create(CultureInfo.InvariantCulture, $"avatars_{number}")
        );
        await _gateway.CreateBucketAsync(target.Bucket, cancellationToken);
        await using var connection = await _database.ConnectAsync(Database);
        await using var command = connection.CreateCommand();
        // One by one: VACUUM refuses to share a message with other statements.
        string[] statements =
        [
            $"CREATE TABLE {target.Table} (id bigint PRIMARY KEY, path text NOT NULL)",
            $"""
                INSERT INTO {target.Table}
                SELECT i, 'image/avatar-' || lpad(i::text, 7, '0') || '.png' FROM generate_series(1, {_options.Objects}) i
                """,
            $"VACUUM ANALYZE {target.Table}",
        ];
        foreach (var statement in statements)
        {
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        return target;
    }

    /// <summary>The rows of a target that name it by now.</summary>
    public async Task<long> CountSwitchedAsync(Target target) =>
        (await _database.QueryAsync<long>(Database, $"SELECT count(*) FROM {target.Table} WHERE path LIKE 'avatar/%'"))[
            0
        ];

    /// <summary>What the server says of its version.</summary>
    public async Task<string> DatabaseVersionAsync() =>
        (await _database.QueryAsync<string>(Database, "SHOW server_version"))[0];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _gateway.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    // By the rival, so that the program under test has no part in it.
    private async Task WriteObjectsAsync(CancellationToken cancellationToken)
    {
        var files = Directory.CreateDirectory(Path.Combine(Folder, "objects")).FullName;
        var chance = new Random(1676);
        var content = new byte[_options.Bytes];
        for (var i = 1; i <= _options.Objects; i++)
        {
            chance.NextBytes(content);
            var name = string.Create(CultureInfo.InvariantCulture, $"avatar-{i:0000000}.png");
            await File.WriteAllBytesAsync(Path.Combine(files, name), content, cancellationToken);
        }
        await MeasuredProcess.RunAsync(
            new Rclone(this).Words("copy", files, Rclone.Place(Source, "image")),
            cancellationToken
        );
        Directory.Delete(files, recursive: true);
    }
}
