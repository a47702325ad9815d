using System.Globalization;
using Rehome.Locations;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>The built program is killed at random moments on real servers while an application keeps writing.</summary>
public sealed class KillingSpecs(RadosGatewayFixture gateways, PostgreSqlFixture databases)
{
    private const int Kills = 20;
    private const int Avatars = 2000;
    private const int Seed = 20261121;

    [Fact]
    public async Task A_run_killed_twenty_times_while_the_application_writes_keeps_every_reference_whole_and_finishes()
    {
        await using var system = await AvatarSystem.CreateAsync(gateways, databases);
        await system.PutLegacyAsync(Avatars);
        await system.ExecuteAsync(
            $"INSERT INTO avatars (path) SELECT 'image/avatar-' || i || '.png' FROM generate_series(0, {Avatars - 1}) AS i"
        );
        var chance = new Random(Seed);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var application = WriteAsync(system, stop.Token);

        var killed = 0;
        for (var round = 0; round < Kills; round++)
        {
            await using var process = system.Start(
                "run",
                "--json",
                "--delete-source",
                "--batch-rows",
                "50",
                "--concurrency",
                "8"
            );
            await Task.Delay(chance.Next(200, 2500), TestContext.Current.CancellationToken);
            process.Kill();
            killed += (await process.EndAsync()).ExitCode == 137 ? 1 : 0;
            await AssertEveryReferenceResolvesAsync(system);
        }
        await stop.CancelAsync();
        var written = await application;

        var last = await system.DoAsync("run", "--json", "--delete-source");
        var verified = await system.DoAsync("verify", "--json", "--deep");

        Assert.True(killed >= Kills / 2, $"only {killed} of {Kills} runs were still alive when they were killed");
        Assert.True(written > 0);
        Assert.True(last.ExitCode == 0, last.Error + last.Output);
        Assert.True(verified.ExitCode == 0, verified.Error + verified.Output);
        Assert.Equal(0, verified.Summary.GetProperty("references").GetProperty("legacy").GetInt64());
        Assert.Equal(Avatars + written, (await system.PathsAsync()).Count);
        Assert.Empty(await AvatarSystem.KeysAsync(system.Legacy, "image/"));
        await AssertEveryReferenceResolvesAsync(system);
    }

    /// <summary>An application that still writes old names: new pictures with rows, and rows that change to another picture of its own.</summary>
    private static async Task<int> WriteAsync(AvatarSystem system, CancellationToken stop)
    {
        for (var written = 0; ; written++)
        {
            if (stop.IsCancellationRequested)
            {
                return written;
            }
            var key = $"image/written-{written}.png";
            await system.Legacy.PutAsync(
                new ObjectKey(key),
                AvatarSystem.Picture(100_000 + written),
                Stores.ObjectMetadata.None,
                Stores.WriteCondition.None,
                CancellationToken.None
            );
            var row = ((written * 37) % Avatars).ToString(CultureInfo.InvariantCulture);
            await system.ExecuteAsync(
                $"INSERT INTO avatars (path) VALUES ('{key}'); UPDATE avatars SET path = '{key}' WHERE id = {row}"
            );
            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>
    /// Reads the rows first and then asks the store: a row may be switched and its old object retired between the two, so what
    /// looks missing is read once more.
    /// </summary>
    private static async Task AssertEveryReferenceResolvesAsync(AvatarSystem system)
    {
        var token = TestContext.Current.CancellationToken;
        var paths = (await system.PathsAsync()).Distinct().ToList();
        var there = (await AvatarSystem.KeysAsync(system.Legacy, "image/")).ToHashSet();
        there.UnionWith(await AvatarSystem.KeysAsync(system.Production, "avatar/"));
        foreach (var path in paths.Where(p => !there.Contains(p)))
        {
            var store = path.StartsWith("image/", StringComparison.Ordinal) ? system.Legacy : system.Production;
            var isThere = await store.HeadAsync(new ObjectKey(path), token) is not null;
            var isNamed = (await system.QueryAsync<long>($"SELECT count(*) FROM avatars WHERE path = '{path}'"))[0] > 0;
            Assert.True(isThere || !isNamed, $"a row names {path}, which does not exist");
        }
    }
}
