using Rehome.Adapters.AmazonS3;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

[assembly: AssemblyFixture(typeof(RadosGatewayFixture))]

namespace Rehome.Tests.Infra;

/// <summary>One gateway for all tests, started when the first asks for it.</summary>
public sealed class RadosGatewayFixture : IAsyncDisposable
{
    private readonly Lazy<Task<RadosGateway>> _gateway = new(() => RadosGateway.StartAsync(CancellationToken.None));
    private int _names;

    /// <summary>The running gateway.</summary>
    public Task<RadosGateway> GatewayAsync() => _gateway.Value;

    /// <summary>A name that no other test has.</summary>
    public string NewName(string kind) => $"{kind}{Interlocked.Increment(ref _names)}";

    /// <summary>Makes an empty bucket.</summary>
    public async Task<string> CreateBucketAsync()
    {
        var name = NewName("bucket");
        await (await GatewayAsync()).CreateBucketAsync(name, TestContext.Current.CancellationToken);
        return name;
    }

    /// <summary>Opens a bucket as its owner or as another user.</summary>
    internal async Task<IObjectStore> OpenAsync(string bucket, RadosGatewayUser? user = null, string prefix = "")
    {
        var gateway = await GatewayAsync();
        return Adapter(user ?? gateway.Owner).Open(Settings(gateway, bucket, prefix));
    }

    /// <summary>An adapter in whose environment are a user's keys.</summary>
    internal static S3Adapter Adapter(RadosGatewayUser user, TimeProvider? time = null, S3Options? options = null) =>
        new(
            time ?? TimeProvider.System,
            options ?? new S3Options(),
            new AwsEnvironment(name =>
                name switch
                {
                    "AWS_ACCESS_KEY_ID" => user.AccessKey,
                    "AWS_SECRET_ACCESS_KEY" => user.SecretKey,
                    _ => null,
                }
            )
        );

    /// <summary>A bucket of the gateway.</summary>
    internal static StoreSettings Settings(RadosGateway gateway, string bucket, string prefix = "") =>
        new(Location.Parse($"s3://{bucket}/{prefix}")) { Endpoint = gateway.Endpoint };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_gateway.IsValueCreated)
        {
            await (await _gateway.Value).DisposeAsync();
        }
    }
}
