using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>Journals that a run must not use, and disks that cannot hold one.</summary>
public sealed class BadJournalSpecs(GuardedSystem guarded) : IClassFixture<GuardedSystem>
{
    [Fact]
    public async Task A_journal_of_another_migration_is_refused_by_both_names()
    {
        var folder = await PlanAsync();

        await guarded.RefusesAsync(
            3,
            folder,
            new Attempt { More = ["--name", "photos", "--journal", ".rehome/avatars.db"] },
            "belongs to migration 'avatars', not to 'photos'. Name another journal"
        );
    }

    [Fact]
    public async Task A_journal_whose_migration_has_changed_since_asks_before_it_goes_on()
    {
        var folder = await PlanAsync();

        await guarded.RefusesAsync(
            3,
            folder,
            new Attempt { More = ["--exclude", "*-3.png"] },
            "the migration has changed since its journal .rehome/avatars.db was written",
            "--yes goes on as it reads now"
        );
    }

    [Theory]
    [InlineData("run")]
    [InlineData("status")]
    public async Task A_journal_of_a_newer_version_is_refused(string verb)
    {
        var folder = await PlanAsync();
        await using (var journal = File.OpenWrite(Path.Combine(folder, ".rehome/avatars.db")))
        {
            // PRAGMA user_version: https://www.sqlite.org/fileformat.html#user_version_number
            journal.Position = 60;
            journal.Write([0, 0, 0, 99]);
        }

        await guarded.RefusesAsync(
            3,
            folder,
            new Attempt(verb),
            ".rehome/avatars.db' was written by a newer Rehome; use that version"
        );
    }

    [Theory]
    [InlineData("run")]
    [InlineData("status")]
    [InlineData("rollback")]
    public async Task A_truncated_journal_is_refused_and_left_alone(string verb)
    {
        var folder = await PlanAsync();
        var file = Path.Combine(folder, ".rehome/avatars.db");
        await using (var journal = File.OpenWrite(file))
        {
            journal.SetLength(journal.Length / 3);
        }
        var before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        await guarded.RefusesAsync(
            3,
            folder,
            new Attempt(verb),
            "is damaged or no journal. Move it away: a new journal rebuilds itself"
        );

        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_left_alone()
    {
        var folder = guarded.NewFolder();
        var file = Path.Combine(folder, "notes.txt");
        await File.WriteAllTextAsync(file, "the first line of my notes", TestContext.Current.CancellationToken);

        await guarded.RefusesAsync(
            3,
            folder,
            new Attempt { More = ["--journal", "notes.txt"] },
            "notes.txt' is damaged or no journal"
        );

        Assert.Equal(
            "the first line of my notes",
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_journal_in_a_place_where_no_file_can_be_is_named() =>
        await guarded.RefusesAsync(
            3,
            new Attempt { More = ["--journal", "/dev/null/avatars.db"] },
            "/dev/null/avatars.db",
            "cannot be made"
        );

    [Theory]
    [InlineData("status")]
    [InlineData("failures")]
    public async Task A_look_at_a_journal_that_does_not_exist_says_where_it_was_sought(string verb) =>
        await guarded.RefusesAsync(3, new Attempt(verb), ".rehome/avatars.db");

    [Fact]
    public async Task A_full_disk_stops_the_run_and_space_lets_it_go_on()
    {
        using var disk = new TinyDisk(megabytes: 2);
        var attempt = new Attempt("plan") { More = ["--journal", Path.Combine(disk.Root, "avatars.db")] };
        disk.Fill();

        await guarded.RefusesAsync(
            3,
            attempt,
            "avatars.db' cannot be written: the disk is full. Free space, then run the same command again"
        );
        disk.Free();
        var planned = await guarded.DoAsync(guarded.NewFolder(), attempt);

        Assert.True(planned.ExitCode == 0, planned.Error);
    }

    [Fact]
    public async Task A_log_file_that_cannot_be_written_is_named() =>
        await guarded.RefusesAsync(
            3,
            new Attempt { More = ["--log", "/dev/null/run.log"] },
            "the log file /dev/null/run.log cannot be written",
            "choose another with --log"
        );

    private async Task<string> PlanAsync()
    {
        var folder = guarded.NewFolder();
        var planned = await guarded.DoAsync(folder, new Attempt("plan"));
        Assert.True(planned.ExitCode == 0, planned.Error);
        return folder;
    }
}
