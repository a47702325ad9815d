using Rehome.Phases;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class VerifyingSpecs
{
    [Fact]
    public async Task Verify_agrees_before_and_after_a_run_after_retire_and_after_a_rollback()
    {
        await using var world = World.WithAvatars(5);
        Assert.Equal((Outcome.Clean, 5, 0), Short(await world.VerifyAsync()));

        await world.RunAsync();
        Assert.Equal((Outcome.Clean, 0, 5), Short(await world.VerifyAsync(deep: true)));

        await world.RetireAsync();
        Assert.Equal((Outcome.Clean, 0, 5), Short(await world.VerifyAsync()));

        await world.RollbackAsync();
        Assert.Equal((Outcome.Clean, 5, 0), Short(await world.VerifyAsync()));
    }

    [Fact]
    public async Task Verify_finds_rows_that_name_nothing_on_either_side()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Target.Remove("avatar/avatar-1.png");
        world.Column.Set("x", "image/never.png");

        var summary = await world.VerifyAsync();

        Assert.Equal((Outcome.Differences, 2), (summary.Outcome, summary.References.Dangling));
    }

    [Fact]
    public async Task Verify_finds_a_target_that_differs()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Target.Add("avatar/avatar-1.png", World.Picture(9));

        var summary = await world.VerifyAsync();

        Assert.Equal((Outcome.Differences, 1), (summary.Outcome, summary.Objects.Conflicts));
    }

    [Fact]
    public async Task A_deep_verify_reads_every_pair()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Source.Calls.Clear();

        await world.VerifyAsync();
        Assert.False(world.Source.Calls.ContainsKey("Read"));
        await world.VerifyAsync(deep: true);

        Assert.Equal(3, world.Source.Calls["Read"]);
    }

    private static (Outcome Outcome, long Legacy, long Modern) Short(Summary summary) =>
        (summary.Outcome, summary.References.Legacy, summary.References.Switched);
}
