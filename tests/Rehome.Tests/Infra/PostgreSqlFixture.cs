using Rehome.Tests.Infra;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]

namespace Rehome.Tests.Infra;

/// <summary>One server for all tests, started when the first asks for it.</summary>
public sealed class PostgreSqlFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(PostgreSqlServer.StartAsync);
    private int _databases;

    /// <summary>The running server.</summary>
    public Task<PostgreSqlServer> ServerAsync() => _server.Value;

    /// <summary>Makes an empty database with a name of its own.</summary>
    public async Task<(PostgreSqlServer Server, string Database)> CreateDatabaseAsync()
    {
        var server = await ServerAsync();
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await server.CreateDatabaseAsync(name);
        return (server, name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
