using System.Text.Json;
using Rehome.Locations;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>The classic walk-through on a RADOS Gateway and PostgreSQL, with users that have the least rights.</summary>
public sealed class WalkThroughSpecs(RadosGatewayFixture gateways, PostgreSqlFixture databases)
{
    private const string Modern = "avatar/avatar-32426.png";

    [Fact]
    public async Task Five_avatars_move_and_their_rows_follow_and_can_be_brought_back()
    {
        await using var system = await FiveAvatarsAsync();
        var before = await system.PathsAsync();
        AssertVerified(await system.DoAsync("verify", "--json"), legacy: 5);

        var plan = await system.DoAsync("plan", "--json");
        Assert.Equal((0, 5, 5), (plan.ExitCode, Objects(plan, "listed"), References(plan, "legacy")));
        Assert.Equal(before, await system.PathsAsync());
        Assert.Equal([Modern], await AvatarSystem.KeysAsync(system.Production, ""));

        var run = await system.DoAsync("run", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((5, 5), (Objects(run, "copied"), References(run, "switched")));
        Assert.Equal(
            [.. Enumerable.Range(0, 5).Select(i => $"avatar/avatar-{i}.png"), Modern],
            await system.PathsAsync()
        );
        Assert.Equal(6, (await AvatarSystem.KeysAsync(system.Production, "avatar/")).Count);
        Assert.Equal(5, (await AvatarSystem.KeysAsync(system.Legacy, "image/")).Count);
        await AssertPictureAsync(system, 3);
        AssertVerified(await system.DoAsync("verify", "--json", "--deep"), legacy: 0);

        var again = await system.DoAsync("run", "--json");
        Assert.Equal((0, 5, 5), (again.ExitCode, Objects(again, "copied"), References(again, "switched")));

        var back = await system.DoAsync("rollback", "--json", "--yes");
        Assert.Equal((0, 5), (back.ExitCode, References(back, "rolled_back")));
        Assert.Equal(before, await system.PathsAsync());
        AssertVerified(await system.DoAsync("verify", "--json"), legacy: 5);
    }

    [Fact]
    public async Task A_run_that_deletes_the_source_leaves_only_the_target_and_can_be_undone_with_the_right_to_write_back()
    {
        await using var system = await FiveAvatarsAsync();
        var before = await system.PathsAsync();

        var run = await system.DoAsync("run", "--json", "--delete-source");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(5, Objects(run, "retired"));
        Assert.Empty(await AvatarSystem.KeysAsync(system.Legacy, ""));
        Assert.All(await system.PathsAsync(), path => Assert.StartsWith("avatar/", path, StringComparison.Ordinal));
        AssertVerified(await system.DoAsync("verify", "--json"), legacy: 0);

        await system.AllowAsync(deletes: true, puts: true, putsBack: true);
        var back = await system.DoAsync("rollback", "--json", "--yes");
        Assert.True(back.ExitCode == 0, back.Error);
        Assert.Equal(before, await system.PathsAsync());
        Assert.Equal(5, (await AvatarSystem.KeysAsync(system.Legacy, "image/")).Count);
        AssertVerified(await system.DoAsync("verify", "--json"), legacy: 5);
    }

    [Fact]
    public async Task A_thousand_avatars_take_seconds()
    {
        await using var system = await AvatarSystem.CreateAsync(gateways, databases);
        await system.PutLegacyAsync(1000);
        await system.ExecuteAsync(
            "INSERT INTO avatars (path) SELECT 'image/avatar-' || i || '.png' FROM generate_series(0, 999) AS i"
        );

        var run = await system.DoAsync("run", "--json", "--delete-source");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            (1000, 1000, 1000),
            (Objects(run, "copied"), References(run, "switched"), Objects(run, "retired"))
        );
        Assert.All(await system.PathsAsync(), path => Assert.StartsWith("avatar/", path, StringComparison.Ordinal));
        Assert.Empty(await AvatarSystem.KeysAsync(system.Legacy, ""));
    }

    [Fact]
    public async Task A_hundred_thousand_rows_share_ten_thousand_objects()
    {
        await using var system = await AvatarSystem.CreateAsync(gateways, databases);
        await system.PutLegacyAsync(10_000);
        await system.ExecuteAsync(
            "INSERT INTO avatars (path) SELECT 'image/avatar-' || i % 10000 || '.png' FROM generate_series(0, 99999) AS i"
        );

        var run = await system.DoAsync("run", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            (10_000, 100_000, 0),
            (Objects(run, "copied"), References(run, "switched"), Objects(run, "unreferenced"))
        );
        Assert.Equal(
            [100_000L],
            await system.QueryAsync<long>("SELECT count(*) FROM avatars WHERE path LIKE 'avatar/%'")
        );
        AssertVerified(await system.DoAsync("verify", "--json"), legacy: 0);
    }

    private async Task<AvatarSystem> FiveAvatarsAsync()
    {
        var system = await AvatarSystem.CreateAsync(gateways, databases);
        await system.PutLegacyAsync(5);
        await system.Production.PutAsync(
            new ObjectKey(Modern),
            AvatarSystem.Picture(32426),
            Stores.ObjectMetadata.None,
            Stores.WriteCondition.None,
            TestContext.Current.CancellationToken
        );
        await system.ExecuteAsync(
            $"""
            INSERT INTO avatars (path) SELECT 'image/avatar-' || i || '.png' FROM generate_series(0, 4) AS i;
            INSERT INTO avatars (path) VALUES ('{Modern}')
            """
        );
        return system;
    }

    private static async Task AssertPictureAsync(AvatarSystem system, int number)
    {
        var token = TestContext.Current.CancellationToken;
        var head = await system.Production.HeadAsync(new ObjectKey($"avatar/avatar-{number}.png"), token);
        var content = new byte[AvatarSystem.PictureSize];
        await system.Production.ReadAsync(head!.Info, 0, content, token);
        Assert.Equal(AvatarSystem.Picture(number), content);
        Assert.Equal(("image/png", "max-age=60"), (head.Metadata.ContentType, head.Metadata.CacheControl));
    }

    private static void AssertVerified(RehomeResult result, long legacy)
    {
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
        Assert.Equal((0, legacy), (References(result, "dangling"), References(result, "legacy")));
    }

    private static long Objects(RehomeResult result, string name) => Number(result.Summary, "objects", name);

    private static long References(RehomeResult result, string name) => Number(result.Summary, "references", name);

    private static long Number(JsonElement summary, string group, string name) =>
        summary.GetProperty(group).GetProperty(name).GetInt64();
}
