using Rehome.Journaling;
using Rehome.Migrations;
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

    [Fact]
    public async Task A_listing_grown_old_is_not_believed_where_a_rename_shuffles_the_keys()
    {
        var clock = new ManualClock();
        await using var world = new World { Clock = clock };
        world.Source.Add("image/1.png", World.Picture(1));
        world.Rename("^(.*)$", "x/$1");
        world.Target.Features = world.Target.Features with { ConditionalCopies = false };
        world.Target.After = (operation, _) =>
        {
            if (operation == "List")
            {
                world.Target.Add("avatar/x/1.png", World.Picture(77));
                clock.Advance(TimeSpan.FromHours(1));
            }
            return ValueTask.CompletedTask;
        };

        var summary = await world.RunAsync();

        Assert.Equal(World.Picture(77), world.Target.Find("avatar/x/1.png")!.Content);
        Assert.Equal((Outcome.NeedsDecision, 1), (summary.Outcome, summary.Objects.Conflicts));
    }

    [Fact]
    public async Task A_renamed_object_that_was_adopted_never_becomes_ours_to_overwrite()
    {
        await using var world = World.WithAvatars(1);
        world.Rename("^avatar-([0-9])", "$1");
        world.Target.Add("avatar/0.png", World.Picture(0));
        await world.RunAsync();
        var again = await world.RunAsync();
        world.Source.Add("image/avatar-0.png", World.Picture(1000));

        var summary = await world.RunAsync();

        Assert.Equal((1, 0), (again.Objects.Present, again.Objects.Copied));
        Assert.Equal((Outcome.NeedsDecision, 1), (summary.Outcome, summary.Objects.Conflicts));
        Assert.Equal(World.Picture(0), world.Target.Find("avatar/0.png")!.Content);
    }

    [Fact]
    public async Task A_renamed_object_that_was_adopted_and_is_gone_is_copied()
    {
        await using var world = World.WithAvatars(1);
        world.Rename("^avatar-([0-9])", "$1");
        world.Target.Add("avatar/0.png", World.Picture(0));
        await world.RunAsync();
        world.Target.Remove("avatar/0.png");

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 1), (summary.Outcome, summary.Objects.Copied));
        Assert.NotNull(world.Target.Find("avatar/0.png"));
    }

    [Fact]
    public async Task A_retired_object_can_be_brought_back_although_another_wants_its_new_key()
    {
        await using var world = World.WithAvatars(1);
        world.Rename("^avatar-[01]", "same");
        world.Migration = world.Migration with { Source = SourcePolicy.Delete };
        await world.RunAsync();
        world.Source.Add("image/avatar-1.png", World.Picture(1));
        Assert.Equal(1, (await world.RunAsync()).Objects.Conflicts);

        await world.RollbackAsync();

        Assert.Equal("image/avatar-0.png", world.Column.Rows[0].Value);
        Assert.Equal(World.Picture(0), world.Source.Find("image/avatar-0.png")!.Content);
    }

    [Fact]
    public async Task Two_keys_that_would_become_one_are_free_again_when_one_is_gone()
    {
        await using var world = World.WithAvatars(2);
        world.Rename("^avatar-[01]", "same");
        await world.RunAsync();
        world.Source.Remove("image/avatar-1.png");
        world.Column.Remove("000001");

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 1), (summary.Outcome, summary.Objects.Copied));
        Assert.Equal("avatar/same.png", world.Column.Rows[0].Value);
    }

    [Fact]
    public async Task A_row_that_reads_as_a_source_and_as_a_target_is_not_switched_for_an_object_that_appears_late()
    {
        await using var world = new World("s3://legacy/image/", "s3://production/", rows: ("1", "image/a.png"));
        world.Source.Add("image/a.png", World.Picture(1));
        world.Column.BeforeSwitch = (_, _) =>
        {
            if (world.Source.Find("image/image/a.png") is null)
            {
                world.Source.Add("image/image/a.png", World.Picture(2));
                world.Column.Set("2", "image/image/a.png");
            }
            return Task.CompletedTask;
        };

        var summary = await world.RunAsync();

        Assert.Equal("image/image/a.png", world.Column.Rows[1].Value);
        Assert.Equal((Outcome.LeftOvers, 1), (summary.Outcome, summary.References.Failed));
    }
}
