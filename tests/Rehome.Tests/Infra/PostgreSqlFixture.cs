using Rehome.Tests.Infra;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]

namespace Rehome.Tests.Infra;

/// <summary>
/// One server for all tests, started when the first asks for it. A database is made of 300 files, so tests share one
/// and take a schema each.
/// </summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    /// <summary>Owns nothing; its name and password have letters that SQL must quote and a URL must encode.</summary>
    public const string User = "app user";

    /// <summary>The password of <see cref="User"/>.</summary>
    public const string Password = "p@ss:w/rd?&#%";

    private const string Shared = "shared";
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(StartAsync);
    private int _schemas;

    /// <summary>The running server.</summary>
    public Task<PostgreSqlServer> ServerAsync() => _server.Value;

    /// <summary>Makes an empty schema that <see cref="User"/> may look into.</summary>
    /// <returns>The database to find it in, and its name.</returns>
    public async Task<(string Database, string Schema)> CreateSchemaAsync()
    {
        var server = await ServerAsync();
        var schema = $"test{Interlocked.Increment(ref _schemas)}";
        await server.ExecuteAsync(Shared, $"""CREATE SCHEMA {schema}; GRANT USAGE ON SCHEMA {schema} TO "{User}" """);
        return (Shared, schema);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }

    private static async Task<PostgreSqlServer> StartAsync()
    {
        var server = await PostgreSqlServer.StartAsync();
        await server.CreateDatabaseAsync(Shared);
        await server.ExecuteAsync(
            Shared,
            $"""
            CREATE EXTENSION citext;
            CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
            CREATE ROLE "{User}" LOGIN PASSWORD '{Password}'
            """
        );
        return server;
    }
}
