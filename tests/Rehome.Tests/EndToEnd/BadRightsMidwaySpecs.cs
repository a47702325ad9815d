using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>A right that is taken away while a run goes on: it stops and says which, and goes on once it is given back.</summary>
public sealed class BadRightsMidwaySpecs(RadosGatewayFixture gateways, PostgreSqlFixture databases)
{
    [Fact]
    public async Task A_copy_stops_when_the_right_to_write_is_taken_away_and_goes_on_when_it_is_back()
    {
        await using var system = await CreateAsync(avatars: 500, rows: 500);
        await using var process = system.Start("run", "--concurrency", "2");
        await Until.TrueAsync(async () => (await AvatarSystem.KeysAsync(system.Production, "")).Count > 10);
        await system.AllowAsync(deletes: true, puts: false);

        var stopped = await process.EndAsync();
        var rows = await system.QueryAsync<long>("SELECT count(*) FROM avatars WHERE path LIKE 'image/%'");
        await system.AllowAsync(deletes: true, puts: true);
        var last = await system.DoAsync("run", "--json");

        Assert.True(stopped.ExitCode == 3, stopped.Error);
        AssertManners(system, stopped);
        Assert.Contains(
            $"s3:PutObject (and s3:GetObject on the source) on arn:aws:s3:::{system.ProductionBucket}/avatar/*",
            stopped.Error,
            StringComparison.Ordinal
        );
        Assert.Equal([500L], rows);
        Assert.True(last.ExitCode == 0, last.Error);
        Assert.Equal(500, last.Summary.GetProperty("references").GetProperty("switched").GetInt64());
    }

    [Fact]
    public async Task A_switch_stops_when_the_right_to_update_is_taken_away_and_goes_on_when_it_is_back()
    {
        await using var system = await CreateAsync(avatars: 20, rows: 6000);
        await using var process = system.Start("run", "--batch-rows", "5");
        await Until.TrueAsync(async () =>
            (await system.QueryAsync<bool>("SELECT EXISTS (SELECT FROM avatars WHERE path LIKE 'avatar/%')"))[0]
        );
        await system.ExecuteAsync("REVOKE UPDATE ON avatars FROM mover");

        var stopped = await process.EndAsync();
        await system.ExecuteAsync("GRANT UPDATE ON avatars TO mover");
        var last = await system.DoAsync("run", "--json");

        Assert.True(stopped.ExitCode == 3, stopped.Error);
        AssertManners(system, stopped);
        Assert.Contains("permission denied for table avatars (42501)", stopped.Error, StringComparison.Ordinal);
        Assert.True(last.ExitCode == 0, last.Error);
        Assert.Equal(6000, last.Summary.GetProperty("references").GetProperty("switched").GetInt64());
    }

    [Fact]
    public async Task A_retire_that_may_not_delete_says_so_and_does_not_end_as_done()
    {
        await using var system = await CreateAsync(avatars: 5, rows: 5);
        // Without the right to see the bucket's versioning, no harmless try proves the right to delete.
        await system.AllowAsync(deletes: false, puts: true);

        var stopped = await system.DoAsync("run", "--delete-source");
        await system.AllowAsync(deletes: true, puts: true);
        var last = await system.DoAsync("run", "--json", "--delete-source");

        Assert.True(stopped.ExitCode is 3, stopped.Error + stopped.Output);
        AssertManners(system, stopped);
        Assert.Contains("no source object could be deleted", stopped.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"s3:DeleteObject on arn:aws:s3:::{system.LegacyBucket}/image/*",
            stopped.Error,
            StringComparison.Ordinal
        );
        Assert.True(last.ExitCode == 0, last.Error);
        Assert.Equal(5, last.Summary.GetProperty("objects").GetProperty("retired").GetInt64());
        Assert.Empty(await AvatarSystem.KeysAsync(system.Legacy, ""));
    }

    [Fact]
    public async Task A_run_tells_of_warnings_in_one_line_and_check_in_full()
    {
        await using var system = await CreateAsync(avatars: 1, rows: 1);

        var check = await system.DoAsync("check", "--json", "--delete-source");
        var run = await system.DoAsync("run", "--delete-source");

        Assert.Single(run.Error.Split('\n'), line => line.Contains("warning", StringComparison.Ordinal));
        Assert.Contains(
            "the preflight has 2 warnings; 'rehome check' with the same options shows them",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("s3:GetObjectTagging", run.Error, StringComparison.Ordinal);
        Assert.Contains("s3:GetObjectTagging", check.Output, StringComparison.Ordinal);
        Assert.Contains("s3:GetBucketVersioning", check.Output, StringComparison.Ordinal);
    }

    private static void AssertManners(AvatarSystem system, RehomeResult result) =>
        Manners.AssertKept(
            result,
            system.Folder,
            [system.DatabasePassword, system.Environment["AWS_SECRET_ACCESS_KEY"]]
        );

    private async Task<AvatarSystem> CreateAsync(int avatars, int rows)
    {
        var system = await AvatarSystem.CreateAsync(gateways, databases);
        await system.PutLegacyAsync(avatars);
        await system.ExecuteAsync(
            $"INSERT INTO avatars (path) SELECT 'image/avatar-' || i % {avatars} || '.png' FROM generate_series(0, {rows - 1}) AS i"
        );
        return system;
    }
}
