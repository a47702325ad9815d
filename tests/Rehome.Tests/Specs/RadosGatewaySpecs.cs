using System.Diagnostics;
using System.Globalization;
using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

/// <summary>The test server itself.</summary>
public sealed class RadosGatewaySpecs(RadosGatewayFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_gateways_run_at_once_and_know_nothing_of_each_other()
    {
        var first = await fixture.GatewayAsync();
        await using var second = await RadosGateway.StartAsync(Token);
        var bucket = fixture.NewName("twin");
        await first.CreateBucketAsync(bucket, Token);

        await using var store = RadosGatewayFixture
            .Adapter(second.Owner)
            .Open(RadosGatewayFixture.Settings(second, bucket));
        var fault = await Assert.ThrowsAsync<StoreException>(async () =>
            await store.ListAsync("", ObjectKey.Start, Token)
        );

        Assert.NotEqual(first.Endpoint, second.Endpoint);
        Assert.Equal(StoreFailure.NoContainer, fault.Failure);
    }

    [Fact]
    public async Task A_server_ends_with_the_process_that_started_it_and_takes_its_folder_along()
    {
        var folder = Directory.CreateTempSubdirectory("rehome-guard-").FullName;
        var server = ServerProcess.Start("sh", ["-c", "echo $$; exec sleep 600"], Path.Combine(folder, "log"), folder);
        while (!server.Log.EndsWith('\n'))
        {
            await Task.Delay(20, Token);
        }
        var number = int.Parse(server.Log, CultureInfo.InvariantCulture);

        // Closing the guard's input is what the death of the starter does.
        await server.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(number));
        Assert.False(Directory.Exists(folder));
    }
}
