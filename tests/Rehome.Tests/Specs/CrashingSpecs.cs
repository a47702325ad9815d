using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Phases;
using Rehome.References;
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
