using System.Diagnostics;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>Ctrl-C and the polite kill: the run says what it does, ends with 130, and the same command goes on.</summary>
public sealed class InterruptionSpecs(RadosGatewayFixture gateways, PostgreSqlFixture databases)
{
    private const int Avatars = 400;

    [Theory]
    [InlineData("Ctrl-C")]
    [InlineData("SIGTERM")]
    public async Task A_copy_that_is_interrupted_finishes_what_is_in_flight_and_can_go_on(string signal)
    {
        await using var system = await CreateAsync();
        await using var process = system.Start("run", "--json", "--concurrency", "2");
        await Until.TrueAsync(async () => (await AvatarSystem.KeysAsync(system.Production, "")).Count > 10);
        Send(process, signal);

        var stopped = await process.EndAsync();
        var copied = (await AvatarSystem.KeysAsync(system.Production, "")).Count;
        var status = await system.DoAsync("status", "--json");

        Assert.True(stopped.ExitCode == 130, $"{stopped.ExitCode}\n{stopped.Error}");
        Assert.Contains(
            "finishing what is in flight; press Ctrl-C again to stop at once",
            stopped.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "stopped; everything done so far is kept. 'rehome run <the same options>' goes on where it stopped",
            stopped.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(130, stopped.Summary.GetProperty("exit_code").GetInt32());
        Assert.InRange(copied, 11, Avatars - 1);
        Assert.Equal(copied, status.Summary.GetProperty("objects").GetProperty("copied").GetInt64());
        await AssertGoesOnAsync(system);
    }

    [Fact]
    public async Task A_first_interruption_waits_for_the_batch_in_flight_and_a_second_does_not()
    {
        await using var system = await CreateAsync();
        await using var locked = await system.HoldAsync("SELECT FROM avatars WHERE id = 1 FOR UPDATE");
        await using var process = system.Start("run", "--json");
        await Until.TrueAsync(() => IsWaitingAsync(system));

        process.Interrupt();
        await process.SaysAsync("finishing what is in flight");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.True(await IsWaitingAsync(system));
        var second = Stopwatch.GetTimestamp();
        process.Interrupt();
        var stopped = await process.EndAsync();

        Assert.True(stopped.ExitCode == 130, $"{stopped.ExitCode}\n{stopped.Error}");
        Assert.InRange(Stopwatch.GetElapsedTime(second), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Contains("stopping at once; the journal stays good", stopped.Error, StringComparison.Ordinal);
        Assert.False(await IsWaitingAsync(system));
        await locked.DisposeAsync();
        await AssertGoesOnAsync(system);
    }

    [Fact]
    public async Task A_run_that_waits_for_its_grace_period_ends_at_the_first_interruption()
    {
        await using var system = await CreateAsync();
        await using var process = system.Start("run", "--delete-source", "--grace", "1h");
        await process.SaysAsync("grace: source objects are kept until");

        process.Interrupt();
        var stopped = await process.EndAsync();

        Assert.True(stopped.ExitCode == 130, $"{stopped.ExitCode}\n{stopped.Error}");
        Assert.Equal(Avatars, (await AvatarSystem.KeysAsync(system.Legacy, "")).Count);
    }

    [Fact]
    public async Task A_second_run_of_a_migration_that_runs_is_refused_and_the_first_goes_on()
    {
        await using var system = await CreateAsync();
        await using var locked = await system.HoldAsync("SELECT FROM avatars WHERE id = 1 FOR UPDATE");
        await using var process = system.Start("run", "--json");
        await Until.TrueAsync(() => IsWaitingAsync(system));

        var second = await system.DoAsync("run", "--json");
        await locked.DisposeAsync();
        var first = await process.EndAsync();

        Assert.True(second.ExitCode == 3, $"{second.ExitCode}\n{second.Error}");
        Assert.Contains(
            $"migration 'avatars' is being run by process {process.Id}",
            second.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Wait for it or stop it; 'rehome status' shows where it stands",
            second.Error,
            StringComparison.Ordinal
        );
        Assert.True(first.ExitCode == 0, first.Error);
    }

    private async Task<AvatarSystem> CreateAsync()
    {
        var system = await AvatarSystem.CreateAsync(gateways, databases);
        await system.PutLegacyAsync(Avatars);
        await system.ExecuteAsync(
            $"INSERT INTO avatars (path) SELECT 'image/avatar-' || i || '.png' FROM generate_series(0, {Avatars - 1}) AS i"
        );
        return system;
    }

    private static void Send(RehomeProcess process, string signal)
    {
        if (signal == "SIGTERM")
        {
            process.Terminate();
        }
        else
        {
            process.Interrupt();
        }
    }

    /// <summary>True while a statement of the run waits for a lock.</summary>
    private static async Task<bool> IsWaitingAsync(AvatarSystem system) =>
        (
            await system.QueryAsync<bool>(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = 'mover' AND wait_event_type = 'Lock')"
            )
        )[0];

    private static async Task AssertGoesOnAsync(AvatarSystem system)
    {
        var run = await system.DoAsync("run", "--json");
        var verified = await system.DoAsync("verify", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Avatars, run.Summary.GetProperty("references").GetProperty("switched").GetInt64());
        Assert.True(verified.ExitCode == 0, verified.Error + verified.Output);
        Assert.All(await system.PathsAsync(), path => Assert.StartsWith("avatar/", path, StringComparison.Ordinal));
    }
}
