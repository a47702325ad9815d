using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Phases;
using Rehome.References;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class RetiringSpecs
{
    [Fact]
    public async Task Source_objects_go_when_the_migration_says_so()
    {
        await using var world = World.WithAvatars(5);
        world.Source.Add("image/unnamed.png", World.Picture(9));
        world.Migration = world.Migration with { Source = SourcePolicy.Delete };

        var summary = await world.RunAsync();

        Assert.Empty(world.Source.Keys);
        Assert.Equal((6, Outcome.Clean), (summary.Objects.Retired, summary.Outcome));
        Assert.Equal(1, world.Source.Calls["Delete"]);
        world.AssertEveryReferenceResolves();
    }

    [Fact]
    public async Task Nothing_is_deleted_when_no_row_of_the_columns_names_anything()
    {
        await using var world = new World(rows: ("1", "/image/avatar-0.png"));
        world.Source.Add("image/avatar-0.png", World.Picture(0));
        world.Migration = world.Migration with { Source = SourcePolicy.Delete };

        var fault = await Assert.ThrowsAsync<RehomingException>(world.RunAsync);

        Assert.Contains("nothing is deleted", fault.Message, StringComparison.Ordinal);
        Assert.Single(world.Source.Keys);
    }

    [Fact]
    public async Task A_source_object_outlives_a_row_that_names_it_again()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Column.Set("000001", "image/avatar-1.png");

        await world.RetireAsync();

        Assert.Equal(["image/avatar-1.png"], world.Source.Keys);
        world.AssertEveryReferenceResolves();
    }

    [Fact]
    public async Task A_source_object_that_changed_since_it_was_copied_is_kept()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Source.Add("image/avatar-1.png", World.Picture(500));

        await world.RetireAsync();

        Assert.Equal(World.Picture(500), world.Source.Find("image/avatar-1.png")!.Content);
    }

    [Fact]
    public async Task A_source_object_that_changes_while_the_columns_are_read_is_kept()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        var listings = 0;
        world.Source.Before = (operation, _) =>
        {
            if (operation == "List" && ++listings == 2)
            {
                world.Source.Add("image/avatar-1.png", World.Picture(500));
            }
            return ValueTask.CompletedTask;
        };

        await world.RetireAsync();

        Assert.Equal(["image/avatar-1.png"], world.Source.Keys);
        Assert.Equal(World.Picture(500), world.Source.Find("image/avatar-1.png")!.Content);
    }

    [Fact]
    public async Task A_source_object_whose_copy_is_gone_or_other_is_kept()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Target.Remove("avatar/avatar-0.png");
        world.Target.Add("avatar/avatar-1.png", World.Picture(500));

        await world.RetireAsync();

        Assert.Equal(["image/avatar-0.png", "image/avatar-1.png"], world.Source.Keys);
    }

    [Fact]
    public async Task What_is_in_conflict_or_dangling_or_unplanned_is_kept()
    {
        await using var world = World.WithAvatars(3);
        world.Target.Add("avatar/avatar-1.png", World.Picture(500));
        await world.RunAsync();
        world.Source.Add("image/new.png", World.Picture(7));

        await world.RetireAsync();

        Assert.Equal(["image/avatar-1.png", "image/new.png"], world.Source.Keys);
    }

    [Fact]
    public async Task Nothing_is_deleted_before_the_grace_period_is_over()
    {
        await using var world = World.WithAvatars(3);
        world.Migration = world.Migration with { Source = SourcePolicy.Delete, Grace = TimeSpan.FromHours(1) };
        var run = world.RunAsync();
        while (world.Column.Rows.Any(r => r.Value.StartsWith("image/", StringComparison.Ordinal)))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        await Task.Delay(200, TestContext.Current.CancellationToken);

        await world.WindDown.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.Equal(3, world.Source.Keys.Count);
        Assert.False(world.Source.Calls.ContainsKey("Delete"));
    }

    [Fact]
    public async Task A_delete_that_the_store_refuses_for_one_key_leaves_that_object_and_says_so()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Source.Before = (operation, key) =>
            operation == "DeleteKey" && key.Value == "image/avatar-1.png"
                ? throw new StoreException(StoreFailure.Denied, "object lock")
                : ValueTask.CompletedTask;

        var summary = await world.RetireAsync();

        Assert.Equal((2, 1), (summary.Objects.Retired, summary.Objects.Failed));
        Assert.Equal(Outcome.LeftOvers, summary.Outcome);
        Assert.Contains(
            "object lock",
            Assert.Single(await world.ObjectsAsync(ObjectState.Failed)).Reason,
            StringComparison.Ordinal
        );

        world.Source.Before = null;
        var again = await world.RetireAsync();
        Assert.Equal((3, 0), (again.Objects.Retired, again.Objects.Failed));
    }

    [Fact]
    public async Task A_store_that_refuses_every_delete_stops_the_deleting_and_is_asked_again_by_the_next()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Source.Before = (operation, _) =>
            operation == "DeleteKey"
                ? throw new StoreException(StoreFailure.Denied, "the credentials need s3:DeleteObject")
                : ValueTask.CompletedTask;

        var fault = await Assert.ThrowsAsync<RehomingException>(world.RetireAsync);

        Assert.Contains("the credentials need s3:DeleteObject", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, world.Source.Keys.Count);
        world.Source.Before = null;
        Assert.Equal(3, (await world.RetireAsync()).Objects.Retired);
    }

    [Fact]
    public async Task A_row_that_comes_back_with_the_old_name_after_retire_is_switched_again()
    {
        await using var world = World.WithAvatars(3);
        world.Migration = world.Migration with { Source = SourcePolicy.Delete };
        await world.RunAsync();
        world.Column.Set("000001", "image/avatar-1.png");

        await world.RunAsync();

        Assert.Equal("avatar/avatar-1.png", world.Column.Rows[1].Value);
    }

    [Fact]
    public async Task A_retire_that_died_after_it_was_written_down_is_finished_by_the_next()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Source.Before = (operation, _) =>
            operation == "Delete" ? throw new StoreException(StoreFailure.Refused, "died") : ValueTask.CompletedTask;
        await Assert.ThrowsAsync<StoreException>(world.RetireAsync);
        world.Source.Before = null;

        var summary = await world.RetireAsync();

        Assert.Empty(world.Source.Keys);
        Assert.Equal((Outcome.Clean, 3), (summary.Outcome, summary.Objects.Retired));
    }

    [Fact]
    public async Task A_delete_that_the_store_refuses_leaves_something_over()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Source.Before = (operation, key) =>
            operation == "DeleteKey" && key.Value == "image/avatar-1.png"
                ? throw new StoreException(StoreFailure.Denied, "object lock")
                : ValueTask.CompletedTask;

        var summary = await world.RetireAsync();

        Assert.Equal((Outcome.LeftOvers, 2), (summary.Outcome, summary.Objects.Retired));
    }

    [Fact]
    public async Task The_grace_period_counts_from_the_last_switch_even_when_that_run_died()
    {
        var clock = new ManualClock();
        clock.Advance(TimeSpan.FromDays(100));
        await using var world = new World { Clock = clock };
        world.Source.Add("image/a.png", World.Picture(1));
        world.Column.Set("1", "image/a.png");
        await world.RunAsync();
        clock.Advance(TimeSpan.FromDays(10));
        world.Column.Set("2", "image/a.png");
        world.Column.AfterSwitch = (_, _) => throw new ReferenceException(ReferenceFailure.Denied, "died");
        await Assert.ThrowsAsync<ReferenceException>(world.RunAsync);
        var died = clock.GetUtcNow();
        world.Column.AfterSwitch = (_, _) => Task.CompletedTask;
        clock.Advance(TimeSpan.FromHours(1));

        await world.RunAsync();

        Assert.True(await world.LastSwitchAsync() >= died);
    }

    [Fact]
    public async Task A_source_object_outlives_a_url_that_writes_its_space_as_a_plus()
    {
        await using var world = World.WithAvatars(1);
        world.Column.Set("1", "https://legacy.example.org/image/a+b.png");
        world.Source.Add("image/a b.png", World.Picture(1));
        await world.RunAsync();

        await world.RetireAsync();

        Assert.Equal(["image/a b.png"], world.Source.Keys);
    }
}
