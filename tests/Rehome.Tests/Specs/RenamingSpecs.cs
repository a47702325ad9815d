using Rehome.Journaling;
using Rehome.Phases;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class RenamingSpecs
{
    [Fact]
    public async Task A_rename_that_changes_the_order_of_keys_costs_no_request_per_object()
    {
        await using var world = World.WithAvatars(40);
        world.Rename("^avatar-([0-9]+)([0-9])\\.png$", "$2/$1.png");

        var first = await world.RunAsync();
        world.Target.Calls.Clear();
        world.Source.Calls.Clear();
        var second = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 40, 40), (first.Outcome, first.Objects.Copied, first.References.Switched));
        Assert.Equal("avatar/9/3.png", world.Column.Rows[39].Value);
        Assert.Equal((Outcome.Clean, 40), (second.Outcome, second.Objects.Copied));
        Assert.Equal(["List"], world.Target.Calls.Keys.Concat(world.Source.Calls.Keys).Distinct());
    }

    [Fact]
    public async Task Two_keys_that_would_become_one_are_both_left_alone()
    {
        await using var world = World.WithAvatars(3);
        world.Rename("^avatar-[01]", "same");

        var summary = await world.RunAsync();

        Assert.Equal(
            (Outcome.NeedsDecision, 2, 1),
            (summary.Outcome, summary.Objects.Conflicts, summary.Objects.Copied)
        );
        Assert.Equal(
            ["image/avatar-0.png", "image/avatar-1.png", "avatar/avatar-2.png"],
            world.Column.Rows.Select(r => r.Value)
        );
        Assert.Equal(["avatar/avatar-2.png"], world.Target.Keys);
    }

    [Fact]
    public async Task A_renamed_target_with_other_content_is_a_conflict_and_one_with_equal_content_is_adopted()
    {
        await using var world = World.WithAvatars(3);
        world.Rename("^avatar-([0-9])", "$1");
        world.Target.Add("avatar/0.png", World.Picture(0));
        world.Target.Add("avatar/1.png", World.Picture(7));

        var summary = await world.RunAsync();

        Assert.Equal((1, 1, 1), (summary.Objects.Present, summary.Objects.Conflicts, summary.Objects.Copied));
        Assert.Equal(World.Picture(7), world.Target.Find("avatar/1.png")!.Content);
    }

    [Fact]
    public async Task A_renamed_copy_that_has_vanished_is_copied_again()
    {
        await using var world = World.WithAvatars(3);
        world.Rename("^avatar-([0-9])", "$1");
        await world.RunAsync();
        world.Target.Remove("avatar/1.png");

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 3), (summary.Outcome, summary.Objects.Copied));
        Assert.NotNull(world.Target.Find("avatar/1.png"));
    }

    [Theory]
    [InlineData("s3://legacy/", "s3://production/image/")]
    [InlineData("s3://legacy/image/", "s3://production/")]
    public async Task A_key_that_reads_as_a_source_and_as_a_target_is_not_moved(string from, string to)
    {
        await using var world = new World(from, to, rows: ("1", "image/image/a.png"));
        world.Source.Add("image/image/a.png", World.Picture(1));

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.NeedsDecision, 1), (summary.Outcome, summary.Objects.Conflicts));
        Assert.Contains(
            "one prefix lies inside the other",
            Assert.Single(await world.ObjectsAsync(ObjectState.Conflict)).Reason,
            StringComparison.Ordinal
        );
        Assert.Equal("image/image/a.png", world.Column.Rows[0].Value);
        Assert.Empty(world.Target.Keys);
    }
}
