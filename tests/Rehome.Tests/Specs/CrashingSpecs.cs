using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Phases;
using Rehome.References;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

/// <summary>A run that dies at any call, before or after it took effect, leaves every reference whole, and the next run finishes.</summary>
public sealed class CrashingSpecs
{
    private const int Avatars = 6;

    public static TheoryData<bool, bool> Ways =>
        new()
        {
            { false, false },
            { true, false },
            { false, true },
            { true, true },
        };

    [Theory, MemberData(nameof(Ways))]
    public async Task A_run_that_dies_at_any_call_is_finished_by_the_next(bool answerIsLost, bool renames)
    {
        for (var fatal = 1; ; fatal++)
        {
            await using var world = MakeWorld(renames);
            var survived = await CrashAsync(world, fatal, answerIsLost, world.RunAsync);
            world.AssertEveryReferenceResolves();

            var summary = await world.RunAsync();

            Assert.Equal((Outcome.Clean, 0), (summary.Outcome, summary.References.Legacy));
            Assert.Empty(world.Source.Keys);
            Assert.All(world.Column.Rows, row => Assert.StartsWith("avatar/", row.Value, StringComparison.Ordinal));
            world.AssertEveryReferenceResolves();
            if (survived)
            {
                Assert.True(fatal > 10);
                return;
            }
        }
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_rollback_that_dies_at_any_call_is_finished_by_the_next(bool answerIsLost, bool renames)
    {
        for (var fatal = 1; ; fatal++)
        {
            await using var world = MakeWorld(renames);
            var before = world.Column.Rows;
            await world.RunAsync();
            var survived = await CrashAsync(world, fatal, answerIsLost, world.RollbackAsync);
            world.AssertEveryReferenceResolves();

            await world.RollbackAsync();

            Assert.Equal(before, world.Column.Rows);
            world.AssertEveryReferenceResolves();
            if (survived)
            {
                Assert.True(fatal > 3);
                return;
            }
        }
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_run_that_dies_at_any_call_can_be_undone(bool answerIsLost, bool renames)
    {
        for (var fatal = 1; ; fatal++)
        {
            await using var world = MakeWorld(renames);
            var before = world.Column.Rows;
            var survived = await CrashAsync(world, fatal, answerIsLost, world.RunAsync);

            await world.RollbackAsync();

            Assert.Equal(before, world.Column.Rows);
            world.AssertEveryReferenceResolves();
            if (survived)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task A_switch_that_never_reached_the_database_is_no_change_of_the_application()
    {
        await using var world = World.WithAvatars(3);
        world.Column.BeforeSwitch = (_, _) => throw new ReferenceException(ReferenceFailure.Denied, "died");
        await Assert.ThrowsAsync<ReferenceException>(world.RunAsync);
        world.Column.BeforeSwitch = (_, _) => Task.CompletedTask;

        var summary = await world.RunAsync();

        Assert.Equal((3, 3, 0), (summary.References.Scanned, summary.References.Switched, summary.References.Changed));
    }

    [Fact]
    public async Task A_result_whose_writing_was_cancelled_is_written_at_the_end()
    {
        await using var world = new World();
        var clock = new ManualClock();
        var entry = new ObjectEntry(
            new ObjectInfo(new ObjectKey("image/a"), 1, "e", ""),
            new ObjectKey("avatar/a"),
            ObjectState.Copied
        );
        await world.DoWithJournalAsync(async journal =>
        {
            var writer = new EntryWriter(journal, clock);
            clock.Advance(TimeSpan.FromSeconds(2));
            try
            {
                await writer.AddAsync(entry, new CancellationToken(canceled: true));
            }
            catch (OperationCanceledException) { }
            await writer.FlushAsync(CancellationToken.None);
        });

        Assert.Single(await world.ObjectsAsync(ObjectState.Copied));
    }

    private static World MakeWorld(bool renames)
    {
        var world = World.WithAvatars(Avatars);
        if (renames)
        {
            world.Rename("^avatar-(.*)$", "$1");
        }
        world.Migration = world.Migration with
        {
            Source = SourcePolicy.Delete,
            Limits = new Limits
            {
                Concurrency = 1,
                BatchRows = 2,
                Tries = 1,
            },
        };
        return world;
    }

    /// <summary>Dies at the nth call to a store or the database and at every later one, as a dead process does.</summary>
    private static async Task<bool> CrashAsync(World world, int fatal, bool answerIsLost, Func<Task<Summary>> verb)
    {
        var calls = 0;
        void Count()
        {
            if (Interlocked.Increment(ref calls) >= fatal)
            {
                throw new DeadException();
            }
        }
        ValueTask OnStore(string operation, ObjectKey key)
        {
            Count();
            return ValueTask.CompletedTask;
        }
        Task OnDatabase(IReadOnlyList<RowSwitch> batch, CancellationToken cancellationToken)
        {
            Count();
            return Task.CompletedTask;
        }
        Func<string, ObjectKey, ValueTask> onStore = OnStore;
        if (answerIsLost)
        {
            (world.Source.After, world.Target.After, world.Column.AfterSwitch) = (onStore, onStore, OnDatabase);
        }
        else
        {
            (world.Source.Before, world.Target.Before, world.Column.BeforeSwitch) = (onStore, onStore, OnDatabase);
        }
        try
        {
            await verb();
            return true;
        }
        catch (DeadException)
        {
            return false;
        }
        finally
        {
            (world.Source.Before, world.Target.Before, world.Source.After, world.Target.After) = (
                null,
                null,
                null,
                null
            );
            (world.Column.BeforeSwitch, world.Column.AfterSwitch) = (
                (_, _) => Task.CompletedTask,
                (_, _) => Task.CompletedTask
            );
        }
    }

    private sealed class DeadException : Exception;
}
