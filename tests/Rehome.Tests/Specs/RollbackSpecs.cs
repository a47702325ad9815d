using Rehome.Migrations;
using Rehome.Phases;
using Rehome.References;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class RollbackSpecs
{
    [Fact]
    public async Task Every_switched_row_gets_its_old_value_back()
    {
        await using var world = World.WithAvatars(30);
        var before = world.Column.Rows;
        await world.RunAsync();

        var summary = await world.RollbackAsync();

        Assert.Equal(before, world.Column.Rows);
        Assert.Equal(
            (Phase.RolledBack, Outcome.Clean, 30),
            (summary.Phase, summary.Outcome, summary.References.RolledBack)
        );
    }

    [Fact]
    public async Task A_row_that_the_application_changed_since_keeps_its_value()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Column.Set("000001", "avatar/mine.png");

        var summary = await world.RollbackAsync();

        Assert.Equal(
            ["image/avatar-0.png", "avatar/mine.png", "image/avatar-2.png"],
            world.Column.Rows.Select(r => r.Value)
        );
        Assert.Contains(summary.Notices, n => n.Contains("changed by the application", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retired_objects_are_copied_back_before_their_rows_return()
    {
        await using var world = World.WithAvatars(3);
        world.Migration = world.Migration with { Source = SourcePolicy.Delete };
        await world.RunAsync();
        Assert.Empty(world.Source.Keys);
        world.Column.BeforeSwitch = (batch, _) =>
        {
            Assert.All(
                batch.Where(row => row.NewValue.StartsWith("image/", StringComparison.Ordinal)),
                row => Assert.NotNull(world.Source.Find(row.NewValue))
            );
            return Task.CompletedTask;
        };

        await world.RollbackAsync();

        Assert.Equal(3, world.Source.Keys.Count);
        Assert.All(world.Column.Rows, row => Assert.StartsWith("image/", row.Value, StringComparison.Ordinal));
        world.AssertEveryReferenceResolves();
    }

    [Fact]
    public async Task A_row_whose_old_object_is_gone_stays_switched()
    {
        await using var world = World.WithAvatars(3);
        await world.RunAsync();
        world.Source.Remove("image/avatar-1.png");

        var summary = await world.RollbackAsync();

        Assert.Equal(Outcome.LeftOvers, summary.Outcome);
        Assert.Equal("avatar/avatar-1.png", world.Column.Rows[1].Value);
        world.AssertEveryReferenceResolves();
    }

    [Fact]
    public async Task Something_new_under_the_old_key_is_not_overwritten_when_an_object_is_copied_back()
    {
        await using var world = World.WithAvatars(2);
        world.Migration = world.Migration with { Source = SourcePolicy.Delete };
        await world.RunAsync();
        world.Source.Add("image/avatar-1.png", World.Picture(900));

        await world.RollbackAsync();

        Assert.Equal(World.Picture(900), world.Source.Find("image/avatar-1.png")!.Content);
    }

    [Fact]
    public async Task A_rollback_that_was_stopped_goes_on()
    {
        await using var world = World.WithAvatars(30);
        await world.RunAsync();
        world.Migration = world.Migration with { Limits = world.Migration.Limits with { BatchRows = 7 } };
        var batches = 0;
        world.Column.AfterSwitch = (_, _) =>
            ++batches == 2 ? throw new ReferenceException(ReferenceFailure.Denied, "taken away") : Task.CompletedTask;
        await Assert.ThrowsAsync<ReferenceException>(world.RollbackAsync);
        world.Column.AfterSwitch = (_, _) => Task.CompletedTask;

        var summary = await world.RollbackAsync();

        Assert.Equal((30, Outcome.Clean), (summary.References.RolledBack, summary.Outcome));
        Assert.All(world.Column.Rows, row => Assert.StartsWith("image/", row.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_migration_can_run_again_after_a_rollback_and_be_undone_again()
    {
        await using var world = World.WithAvatars(5);
        var before = world.Column.Rows;
        await world.RunAsync();
        await world.RollbackAsync();

        await world.RunAsync();
        Assert.All(world.Column.Rows, row => Assert.StartsWith("avatar/", row.Value, StringComparison.Ordinal));
        await world.RollbackAsync();

        Assert.Equal(before, world.Column.Rows);
    }
}
