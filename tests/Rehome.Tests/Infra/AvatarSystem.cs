using Npgsql;
using Rehome.Locations;
using Rehome.Stores;
using Xunit;

namespace Rehome.Tests.Infra;

/// <summary>
/// The system of the classic walk-through on real servers: two buckets, a database with a table of avatars, and users
/// with the least rights. Everything has names of its own, so that systems live beside each other.
/// </summary>
internal sealed class AvatarSystem : IAsyncDisposable
{
    public const int PictureSize = 1676;

    private readonly RadosGateway _gateway;
    private readonly PostgreSqlServer _postgres;
    private readonly RadosGatewayUser _mover;
    private readonly TempFolder _folder = new();
    private readonly string _database;

    private AvatarSystem(RadosGateway gateway, PostgreSqlServer postgres, RadosGatewayUser mover, string name)
    {
        (_gateway, _postgres, _mover) = (gateway, postgres, mover);
        (_database, LegacyBucket, ProductionBucket) = (
            "proddatabase_" + name,
            "legacy-s3-" + name,
            "production-s3-" + name
        );
        Legacy = Open(LegacyBucket, _gateway.Owner);
        Production = Open(ProductionBucket, _mover);
    }

    public string LegacyBucket { get; }

    public string ProductionBucket { get; }

    /// <summary>As its owner, like the application.</summary>
    public IObjectStore Legacy { get; }

    /// <summary>As the user who moves: what one user writes, the bucket's owner may not read on this server.</summary>
    public IObjectStore Production { get; }

    public string Folder => _folder.Root;

    /// <summary>What the run finds in its environment: the keys of the S3 user and the password of the database user.</summary>
    public Dictionary<string, string> Environment =>
        new()
        {
            ["AWS_ACCESS_KEY_ID"] = _mover.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = _mover.SecretKey,
            ["AWS_ENDPOINT_URL"] = _gateway.Endpoint,
            ["PGPASSWORD"] = DatabasePassword,
            ["AWS_CA_BUNDLE"] = "",
        };

    /// <summary>The database user's password.</summary>
    public string DatabasePassword { get; } = "mover-secret";

    /// <summary>The database user's URL, without its password.</summary>
    public string DatabaseUrl => $"postgres://mover@127.0.0.1:{_postgres.Port}/{_database}";

    /// <summary>Builds the system: the database user may only select and update, the S3 user only what a run needs.</summary>
    public static async Task<AvatarSystem> CreateAsync(RadosGatewayFixture gateways, PostgreSqlFixture databases)
    {
        var token = TestContext.Current.CancellationToken;
        var gateway = await gateways.GatewayAsync();
        var postgres = await databases.ServerAsync();
        var name = gateways.NewName("w");
        var mover = await gateway.CreateUserAsync("mover-" + name, token);
        var system = new AvatarSystem(gateway, postgres, mover, name);
        await gateway.CreateBucketAsync(system.LegacyBucket, token);
        await gateway.CreateBucketAsync(system.ProductionBucket, token);
        await system.AllowAsync(deletes: true, puts: true);
        await postgres.CreateDatabaseAsync(system._database);
        await postgres.ExecuteAsync(
            system._database,
            $"""
            CREATE TABLE avatars (id SERIAL PRIMARY KEY, path VARCHAR);
            DO $$ BEGIN CREATE ROLE mover LOGIN PASSWORD '{system.DatabasePassword}'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
            GRANT SELECT, UPDATE ON avatars TO mover;
            """
        );
        return system;
    }

    /// <summary>Sets the rights of the S3 user.</summary>
    public async Task AllowAsync(bool deletes, bool puts, bool putsBack = false)
    {
        var token = TestContext.Current.CancellationToken;
        string[] legacy =
        [
            "s3:GetObject",
            .. deletes ? ["s3:DeleteObject"] : (string[])[],
            .. putsBack ? ["s3:PutObject"] : (string[])[],
        ];
        string[] production = puts ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"];
        var list = new RadosGatewayGrant(_mover, ["s3:ListBucket"], OnBucket: true);
        await _gateway.AllowAsync(LegacyBucket, [list, new RadosGatewayGrant(_mover, legacy)], token);
        await _gateway.AllowAsync(ProductionBucket, [list, new RadosGatewayGrant(_mover, production)], token);
    }

    /// <summary>Sets the rights of the S3 user on one bucket, and on its objects.</summary>
    public Task AllowAsync(string bucket, string[] onBucket, string[] onObjects)
    {
        RadosGatewayGrant[] grants =
        [
            .. onBucket.Length > 0
                ? [new RadosGatewayGrant(_mover, onBucket, OnBucket: true)]
                : (RadosGatewayGrant[])[],
            .. onObjects.Length > 0 ? [new RadosGatewayGrant(_mover, onObjects)] : (RadosGatewayGrant[])[],
        ];
        return _gateway.AllowAsync(bucket, grants, TestContext.Current.CancellationToken);
    }

    /// <summary>Puts pictures <c>image/avatar-N.png</c>.</summary>
    public Task PutLegacyAsync(int count) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 32,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (i, token) =>
            {
                var metadata = new ObjectMetadata { ContentType = "image/png", CacheControl = "max-age=60" };
                await Legacy.PutAsync(
                    new ObjectKey($"image/avatar-{i}.png"),
                    Picture(i),
                    metadata,
                    WriteCondition.None,
                    token
                );
            }
        );

    public static byte[] Picture(int number)
    {
        var bytes = new byte[PictureSize];
        new Random(number).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Runs SQL in a transaction that stays open until the connection is disposed.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string sql)
    {
        var connection = await _postgres.ConnectAsync(_database);
        await using var command = new NpgsqlCommand("BEGIN; " + sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public Task ExecuteAsync(string sql) => _postgres.ExecuteAsync(_database, sql);

    /// <summary>All paths in the order of their rows.</summary>
    public Task<IReadOnlyList<string>> PathsAsync() =>
        _postgres.QueryAsync<string>(_database, "SELECT path FROM avatars ORDER BY id");

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql) => _postgres.QueryAsync<T>(_database, sql);

    /// <summary>All keys under a prefix.</summary>
    public static async Task<List<string>> KeysAsync(IObjectStore store, string prefix)
    {
        var keys = new List<string>();
        ObjectPage page;
        do
        {
            var after = keys.Count > 0 ? new ObjectKey(keys[^1]) : ObjectKey.Start;
            page = await store.ListAsync(prefix, after, TestContext.Current.CancellationToken);
            keys.AddRange(page.Objects.Select(o => o.Key.Value));
        } while (!page.IsLast);
        return keys;
    }

    /// <summary>The words that name this migration on the command line.</summary>
    public string[] Words(params string[] verbAndOptions) =>
        [
            verbAndOptions[0],
            "--name",
            "avatars",
            "--from",
            $"s3://{LegacyBucket}/image/",
            "--to",
            $"s3://{ProductionBucket}/avatar/",
            "--database",
            DatabaseUrl,
            "--column",
            "avatars.path",
            .. verbAndOptions[1..],
        ];

    /// <summary>Runs a verb to its end.</summary>
    public async Task<RehomeResult> DoAsync(params string[] verbAndOptions)
    {
        await using var process = Start(verbAndOptions);
        return await process.EndAsync();
    }

    public RehomeProcess Start(params string[] verbAndOptions) =>
        RehomeProcess.Start(Folder, Environment, Words(verbAndOptions));

    public async ValueTask DisposeAsync()
    {
        await Legacy.DisposeAsync();
        await Production.DisposeAsync();
        _folder.Dispose();
    }

    private IObjectStore Open(string bucket, RadosGatewayUser user) =>
        RadosGatewayFixture.Adapter(user).Open(RadosGatewayFixture.Settings(_gateway, bucket));
}
