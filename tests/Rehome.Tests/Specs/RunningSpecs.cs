using Rehome.Journaling;
using Rehome.Phases;
using Rehome.References;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class RunningSpecs
{
    [Fact]
    public async Task Objects_move_and_their_rows_follow()
    {
        await using var world = World.WithAvatars(5);
        world.Column.Set("modern", "avatar/avatar-32426.png");
        world.Target.Add("avatar/avatar-32426.png", World.Picture(32426));

        var summary = await world.RunAsync();

        Assert.Equal(Outcome.Clean, summary.Outcome);
        Assert.Equal((5, 5), (summary.Objects.Listed, summary.Objects.Copied));
        Assert.Equal((6, 5, 0), (summary.References.Scanned, summary.References.Switched, summary.References.Legacy));
        Assert.All(world.Column.Rows, row => Assert.StartsWith("avatar/", row.Value, StringComparison.Ordinal));
        Assert.Equal(World.Picture(3), world.Target.Find("avatar/avatar-3.png")!.Content);
        Assert.Equal(5, world.Source.Keys.Count);
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_do()
    {
        await using var world = World.WithAvatars(5);
        await world.RunAsync();
        world.Target.Calls.Clear();
        world.Source.Calls.Clear();

        var summary = await world.RunAsync();

        Assert.Equal(Outcome.Clean, summary.Outcome);
        Assert.Equal(5, summary.Objects.Copied);
        Assert.Equal(["List"], world.Target.Calls.Keys.Concat(world.Source.Calls.Keys).Distinct());
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_says_what_a_run_would_do()
    {
        await using var world = World.WithAvatars(5);
        world.Column.Set("dangling", "image/missing.png");
        world.Source.Add("image/unnamed.png", World.Picture(99));
        var rows = world.Column.Rows;

        var summary = await world.PlanAsync();

        Assert.Equal((6, 6), (summary.Objects.Listed, summary.Objects.Planned));
        Assert.Equal((6, 1), (summary.References.Legacy, summary.References.Dangling));
        Assert.Equal(1, summary.Objects.Unreferenced);
        Assert.Empty(world.Target.Keys);
        Assert.Equal(rows, world.Column.Rows);
    }

    [Fact]
    public async Task An_object_with_equal_content_is_adopted()
    {
        await using var world = World.WithAvatars(3);
        world.Target.Add("avatar/avatar-1.png", World.Picture(1));

        var summary = await world.RunAsync();

        Assert.Equal((2, 1), (summary.Objects.Copied, summary.Objects.Present));
        Assert.Equal(3, summary.References.Switched);
    }

    [Theory]
    [InlineData("other content of another length")]
    [InlineData("picture X")]
    public async Task An_object_with_other_content_is_never_overwritten_and_its_row_stays(string content)
    {
        await using var world = World.WithAvatars(3);
        world.Target.Add("avatar/avatar-1.png", System.Text.Encoding.UTF8.GetBytes(content));

        var summary = await world.RunAsync();

        Assert.Equal(Outcome.NeedsDecision, summary.Outcome);
        Assert.Equal((1, 1), (summary.Objects.Conflicts, summary.References.Failed));
        Assert.Equal(content, System.Text.Encoding.UTF8.GetString(world.Target.Find("avatar/avatar-1.png")!.Content));
        Assert.Equal("image/avatar-1.png", world.Column.Rows[1].Value);
        Assert.Equal("avatar/avatar-2.png", world.Column.Rows[2].Value);
    }

    [Fact]
    public async Task An_object_that_appears_between_listing_and_copy_is_not_overwritten()
    {
        await using var world = World.WithAvatars(1);
        world.Target.Before = (operation, _) =>
        {
            if (operation == "Copy")
            {
                world.Target.Add("avatar/avatar-0.png", World.Picture(77));
            }
            return ValueTask.CompletedTask;
        };

        var summary = await world.RunAsync();

        Assert.Equal(Outcome.NeedsDecision, summary.Outcome);
        Assert.Equal(World.Picture(77), world.Target.Find("avatar/avatar-0.png")!.Content);
        Assert.Equal("image/avatar-0.png", world.Column.Rows[0].Value);
    }

    [Fact]
    public async Task A_row_is_switched_only_when_its_object_is_at_the_target()
    {
        await using var world = World.WithAvatars(50);
        var seen = 0;
        world.Column.BeforeSwitch = (batch, _) =>
        {
            seen += batch.Count;
            Assert.All(batch, row => Assert.NotNull(world.Target.Find(row.NewValue)));
            return Task.CompletedTask;
        };

        await world.RunAsync();

        Assert.Equal(50, seen);
    }

    [Fact]
    public async Task An_object_that_appears_after_the_plan_is_copied_before_its_row_is_switched()
    {
        await using var world = World.WithAvatars(3);
        world.Column.BeforeSwitch = (batch, _) =>
        {
            Assert.All(batch, row => Assert.NotNull(world.Target.Find(row.NewValue)));
            if (world.Source.Find("image/late.png") is null)
            {
                world.Source.Add("image/late.png", World.Picture(100));
                world.Column.Set("late", "image/late.png");
            }
            return Task.CompletedTask;
        };

        var summary = await world.RunAsync();

        Assert.Equal(Outcome.Clean, summary.Outcome);
        Assert.Equal(4, summary.References.Switched);
        Assert.Contains(world.Column.Rows, row => row.Value == "avatar/late.png");
        world.AssertEveryReferenceResolves();
    }

    [Fact]
    public async Task A_row_that_the_application_changes_meanwhile_keeps_the_applications_value()
    {
        await using var world = World.WithAvatars(3);
        world.Column.BeforeSwitch = (batch, _) =>
        {
            if (batch.Any(row => row.Key.Text == "000001"))
            {
                world.Column.Set("000001", "https://elsewhere.example/mine.png");
            }
            return Task.CompletedTask;
        };

        var summary = await world.RunAsync();

        Assert.Equal("https://elsewhere.example/mine.png", world.Column.Rows[1].Value);
        Assert.Equal((2, 1), (summary.References.Switched, summary.References.Changed));
    }

    [Fact]
    public async Task A_row_without_an_object_is_reported_and_left_alone()
    {
        await using var world = World.WithAvatars(3);
        world.Source.Remove("image/avatar-1.png");

        var summary = await world.RunAsync();

        Assert.Equal(Outcome.LeftOvers, summary.Outcome);
        Assert.Equal((2, 1), (summary.References.Switched, summary.References.Dangling));
        var letter = Assert.Single(await world.LettersAsync());
        Assert.Equal((LetterKind.DanglingRow, "image/avatar-1.png"), (letter.Kind, letter.Value));
        Assert.Equal("image/avatar-1.png", world.Column.Rows[1].Value);
    }

    [Fact]
    public async Task A_denied_look_is_no_proof_of_absence()
    {
        await using var world = World.WithAvatars(3);
        world.Column.Set("odd", "image/unlisted.png");
        world.Source.Before = (operation, _) =>
            operation == "Head" ? throw new StoreException(StoreFailure.Denied, "403") : ValueTask.CompletedTask;

        await Assert.ThrowsAsync<StoreException>(world.RunAsync);

        Assert.DoesNotContain(await world.LettersAsync(), l => l.Kind == LetterKind.DanglingRow);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_does_not_stop_the_rest()
    {
        await using var world = World.WithAvatars(40);
        world.Column.Refuses = row => row.Key.Text == "000017";

        var summary = await world.RunAsync();

        Assert.Equal(Outcome.LeftOvers, summary.Outcome);
        Assert.Equal((39, 1, 0), (summary.References.Switched, summary.References.Failed, summary.References.Changed));
        Assert.Equal("image/avatar-17.png", world.Column.Rows[17].Value);
        Assert.Equal("000017", Assert.Single(await world.LettersAsync()).Row.Text);
    }

    [Fact]
    public async Task A_switch_whose_answer_was_lost_is_known_and_can_be_undone()
    {
        await using var world = World.WithAvatars(5);
        var losses = 1;
        world.Column.AfterSwitch = (_, _) =>
            losses-- > 0
                ? throw new ReferenceException(ReferenceFailure.Unavailable, "the connection broke")
                : Task.CompletedTask;

        var summary = await world.RunAsync();
        var undone = await world.RollbackAsync();

        Assert.Equal((5, 0), (summary.References.Switched, summary.References.Changed));
        Assert.Equal(5, undone.References.RolledBack);
        Assert.All(world.Column.Rows, row => Assert.StartsWith("image/", row.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_becomes_a_dead_letter_and_a_later_run_takes_it()
    {
        await using var world = World.WithAvatars(5);
        world.Target.Before = (operation, key) =>
            operation == "Copy" && key.Value.EndsWith("2.png", StringComparison.Ordinal)
                ? throw new StoreException(StoreFailure.Archived, "archived: restore it first")
                : ValueTask.CompletedTask;

        var first = await world.RunAsync();
        world.Target.Before = null;
        var second = await world.RunAsync();

        Assert.Equal(Outcome.LeftOvers, first.Outcome);
        Assert.Equal((4, 1, 1), (first.Objects.Copied, first.Objects.Failed, first.References.Failed));
        Assert.Equal((Outcome.Clean, 5, 5), (second.Outcome, second.Objects.Copied, second.References.Switched));
    }

    [Fact]
    public async Task Passing_faults_of_the_store_are_repeated()
    {
        await using var world = World.WithAvatars(20);
        world.Migration = world.Migration with { Limits = world.Migration.Limits with { Tries = 20 } };
        var calls = 0;
        world.Target.Before = (_, _) =>
            Interlocked.Increment(ref calls) % 3 == 0
                ? throw new StoreException(StoreFailure.Throttled, "slow down")
                : ValueTask.CompletedTask;

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 20), (summary.Outcome, summary.Objects.Copied));
    }

    [Fact]
    public async Task A_source_that_changes_while_it_is_copied_is_copied_in_its_new_version()
    {
        await using var world = World.WithAvatars(1);
        var changes = 1;
        world.Target.Before = (operation, _) =>
        {
            if (operation == "Copy" && changes-- > 0)
            {
                world.Source.Add("image/avatar-0.png", World.Picture(1000));
            }
            return ValueTask.CompletedTask;
        };

        await world.RunAsync();

        Assert.Equal(World.Picture(1000), world.Target.Find("avatar/avatar-0.png")!.Content);
    }

    [Fact]
    public async Task A_source_that_changed_after_its_copy_replaces_only_our_own_copy()
    {
        await using var world = World.WithAvatars(2);
        await world.RunAsync();
        world.Source.Add("image/avatar-0.png", World.Picture(1000));
        world.Source.Add("image/avatar-1.png", World.Picture(1001));
        world.Target.Add("avatar/avatar-1.png", World.Picture(5000));

        var summary = await world.RunAsync();

        Assert.Equal(World.Picture(1000), world.Target.Find("avatar/avatar-0.png")!.Content);
        Assert.Equal(World.Picture(5000), world.Target.Find("avatar/avatar-1.png")!.Content);
        Assert.Equal((1, 1), (summary.Objects.Copied, summary.Objects.Conflicts));
    }

    [Fact]
    public async Task A_lost_journal_is_rebuilt_by_the_next_run()
    {
        await using var world = World.WithAvatars(5);
        await world.RunAsync();
        world.JournalName = "another";
        world.Target.Calls.Clear();

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 5, 0), (summary.Outcome, summary.Objects.Present, summary.Objects.Unreferenced));
        Assert.False(world.Target.Calls.ContainsKey("Copy"));
    }

    [Fact]
    public async Task A_first_stop_signal_ends_the_run_and_the_next_run_finishes_it()
    {
        await using var world = World.WithAvatars(50);
        world.Target.Before = (operation, key) =>
        {
            if (operation == "Copy" && key.Value.EndsWith("-3.png", StringComparison.Ordinal))
            {
                world.WindDown.Cancel();
            }
            return ValueTask.CompletedTask;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(world.RunAsync);
        var rows = world.Column.Rows;

        Assert.All(rows, row => Assert.StartsWith("image/", row.Value, StringComparison.Ordinal));
        Assert.NotEmpty(await world.ObjectsAsync(ObjectState.Copied));
    }

    [Fact]
    public async Task Only_referenced_objects_move_when_asked_so()
    {
        await using var world = World.WithAvatars(3);
        world.Source.Add("image/unnamed.png", World.Picture(9));
        world.Migration = world.Migration with { Objects = Rehome.Migrations.ObjectScope.Referenced };

        var summary = await world.RunAsync();

        Assert.Equal((3, 1, Outcome.Clean), (summary.Objects.Copied, summary.Objects.Skipped, summary.Outcome));
        Assert.Null(world.Target.Find("avatar/unnamed.png"));
    }

    [Fact]
    public async Task A_missing_bucket_stops_the_run()
    {
        await using var world = World.WithAvatars(30);
        world.Target.Before = (operation, _) =>
            operation == "Copy"
                ? throw new StoreException(StoreFailure.NoContainer, "no such bucket")
                : ValueTask.CompletedTask;

        var fault = await Assert.ThrowsAsync<StoreException>(world.RunAsync);

        Assert.Equal(StoreFailure.NoContainer, fault.Failure);
        Assert.All(world.Column.Rows, row => Assert.StartsWith("image/", row.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_right_taken_away_in_the_middle_stops_the_run_instead_of_failing_every_object()
    {
        await using var world = World.WithAvatars(300);
        world.Target.Before = (operation, _) =>
            operation == "Copy" ? throw new StoreException(StoreFailure.Denied, "403") : ValueTask.CompletedTask;

        await Assert.ThrowsAsync<StoreException>(world.RunAsync);

        Assert.InRange((await world.ObjectsAsync(ObjectState.Failed)).Count, 1, 50);
    }

    [Fact]
    public async Task A_row_whose_switch_missed_is_looked_at_again_even_when_nothing_else_was_switched()
    {
        await using var world = World.WithAvatars(2);
        world.Column.Remove("000001");
        world.Column.BeforeSwitch = (_, _) =>
        {
            if (world.Column.Rows[0].Value == "image/avatar-0.png")
            {
                world.Column.Set("000000", "image/avatar-1.png");
            }
            return Task.CompletedTask;
        };

        var summary = await world.RunAsync();

        Assert.Equal("avatar/avatar-1.png", world.Column.Rows[0].Value);
        Assert.Equal((Outcome.Clean, 0), (summary.Outcome, summary.References.Legacy));
    }

    [Fact]
    public async Task A_run_to_which_old_names_keep_coming_does_not_call_itself_done()
    {
        await using var world = World.WithAvatars(1);
        var rows = 0;
        world.Column.AfterSwitch = (_, _) =>
        {
            world.Column.Set($"new-{++rows}", "image/avatar-0.png");
            return Task.CompletedTask;
        };

        var summary = await world.RunAsync();

        Assert.Equal(Outcome.LeftOvers, summary.Outcome);
        Assert.Single(summary.Notices);
    }

    [Fact]
    public async Task A_listing_grown_old_is_not_believed_where_copies_are_unconditional()
    {
        var clock = new ManualClock();
        await using var world = new World { Clock = clock };
        world.Source.Add("image/1.png", World.Picture(1));
        world.Source.Add("image/2.png", World.Picture(2));
        world.Source.PageSize = 1;
        world.Target.Features = world.Target.Features with { ConditionalCopies = false };
        var copied = new TaskCompletionSource();
        world.Target.After = (operation, _) =>
        {
            if (operation == "Copy")
            {
                copied.TrySetResult();
            }
            return ValueTask.CompletedTask;
        };
        world.Source.Before = async (operation, after) =>
        {
            if (operation == "List" && after.Value == "image/1.png")
            {
                await copied.Task;
                world.Target.Add("avatar/2.png", World.Picture(77));
                clock.Advance(TimeSpan.FromHours(1));
            }
        };

        var summary = await world.RunAsync();

        Assert.Equal(World.Picture(77), world.Target.Find("avatar/2.png")!.Content);
        Assert.Equal((Outcome.NeedsDecision, 1), (summary.Outcome, summary.Objects.Conflicts));
    }

    [Fact]
    public async Task A_listing_grown_old_is_not_believed_for_an_upload_in_parts_whose_end_is_unconditional()
    {
        var clock = new ManualClock();
        await using var world = new World { Clock = clock };
        world.Source.Add("image/1.png", new byte[100]);
        world.Source.Add("image/2.png", new byte[101]);
        world.Source.Features = world.Source.Features with { CopyDomain = "elsewhere" };
        world.Target.Features = world.Target.Features with { ConditionalCopies = false };
        world.Migration = world.Migration with
        {
            Limits = world.Migration.Limits with { Concurrency = 1, PartThreshold = 20, PartSize = 20 },
        };
        world.Target.Before = (operation, key) =>
        {
            if (operation == "BeginUpload" && key.Value == "avatar/1.png")
            {
                world.Target.Add("avatar/2.png", World.Picture(77));
                clock.Advance(TimeSpan.FromHours(1));
            }
            return ValueTask.CompletedTask;
        };

        var summary = await world.RunAsync();

        Assert.Equal(World.Picture(77), world.Target.Find("avatar/2.png")!.Content);
        Assert.Equal((Outcome.NeedsDecision, 1), (summary.Outcome, summary.Objects.Conflicts));
    }

    [Fact]
    public async Task What_has_left_the_source_is_no_longer_in_conflict()
    {
        await using var world = World.WithAvatars(2);
        world.Target.Add("avatar/avatar-1.png", World.Picture(7));
        await world.RunAsync();
        world.Source.Remove("image/avatar-1.png");
        world.Column.Remove("000001");

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 0, 1), (summary.Outcome, summary.Objects.Conflicts, summary.Objects.Skipped));
    }

    [Fact]
    public async Task A_row_whose_object_left_after_the_plan_is_dangling()
    {
        await using var world = World.WithAvatars(2);
        await world.PlanAsync();
        world.Source.Remove("image/avatar-1.png");

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.LeftOvers, 0), (summary.Outcome, summary.Objects.Planned));
        Assert.Equal((1, 0), (summary.References.Dangling, summary.References.Failed));
    }

    [Fact]
    public async Task A_new_version_that_failed_once_replaces_our_own_copy_later()
    {
        await using var world = World.WithAvatars(1);
        await world.RunAsync();
        world.Source.Add("image/avatar-0.png", World.Picture(1000));
        world.Target.Before = (operation, _) =>
            operation == "Copy" ? throw new StoreException(StoreFailure.Archived, "archived") : ValueTask.CompletedTask;
        await world.RunAsync();
        world.Target.Before = null;

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 1), (summary.Outcome, summary.Objects.Copied));
        Assert.Equal(World.Picture(1000), world.Target.Find("avatar/avatar-0.png")!.Content);
    }

    [Fact]
    public async Task A_folder_marker_that_would_lose_its_whole_key_is_left_alone()
    {
        await using var world = new World("s3://legacy/image/", "s3://production/", rows: ("1", "image/a.png"));
        world.Source.Add("image/", []);
        world.Source.Add("image/a.png", World.Picture(1));

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 1, 1), (summary.Outcome, summary.Objects.Skipped, summary.Objects.Copied));
        Assert.Equal(["a.png"], world.Target.Keys);
    }

    [Theory]
    [InlineData(StoreFailure.Unsupported)]
    [InlineData(StoreFailure.Refused)]
    [InlineData(StoreFailure.Unavailable)]
    public async Task A_row_whose_key_the_store_cannot_look_up_does_not_stop_the_rest(StoreFailure failure)
    {
        await using var world = World.WithAvatars(3);
        world.Column.Set("0-odd", "image/" + new string('x', 2000));
        world.Source.Before = (operation, key) =>
            operation == "Head" ? throw new StoreException(failure, "not this key") : ValueTask.CompletedTask;

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.LeftOvers, 3), (summary.Outcome, summary.Objects.Listed));
        Assert.Equal((3, 1, 0), (summary.References.Switched, summary.References.Failed, summary.References.Dangling));
        Assert.Contains("not this key", Assert.Single(await world.LettersAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_copied_for_a_row_is_remembered_when_the_next_row_stops_the_run()
    {
        await using var world = World.WithAvatars(1);
        world.Column.BeforeSwitch = (_, _) =>
        {
            if (world.Source.Find("image/late.png") is null)
            {
                world.Source.Add("image/late.png", World.Picture(100));
                world.Column.Set("1-late", "image/late.png");
                world.Column.Set("2-denied", "image/denied.png");
            }
            return Task.CompletedTask;
        };
        world.Source.Before = async (operation, key) =>
        {
            if (operation == "Head" && key.Value == "image/denied.png")
            {
                while (world.Target.Find("avatar/late.png") is null)
                {
                    await Task.Delay(5, TestContext.Current.CancellationToken);
                }
                throw new StoreException(StoreFailure.Denied, "403");
            }
        };
        world.Column.Set("z", "image/avatar-0.png");

        await Assert.ThrowsAsync<StoreException>(world.RunAsync);

        Assert.Contains(await world.ObjectsAsync(ObjectState.Copied), e => e.Source.Key.Value == "image/late.png");
    }

    [Fact]
    public async Task An_object_in_flight_is_finished_at_the_first_stop_signal()
    {
        await using var world = World.WithAvatars(50);
        world.Target.Before = async (operation, key) =>
        {
            if (operation == "Copy" && key.Value.EndsWith("-3.png", StringComparison.Ordinal))
            {
                await world.WindDown.CancelAsync();
                await Task.Delay(300, TestContext.Current.CancellationToken);
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(world.RunAsync);

        Assert.NotNull(world.Target.Find("avatar/avatar-3.png"));
        Assert.Contains(
            await world.ObjectsAsync(ObjectState.Copied),
            e => e.Source.Key.Value.EndsWith("-3.png", StringComparison.Ordinal)
        );
    }
}
