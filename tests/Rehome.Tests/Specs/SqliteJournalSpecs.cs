using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Rehome.Adapters.Sqlite;
using Rehome.Adapters.SqliteJournal;
using Rehome.Journaling;
using Rehome.Locations;
using Rehome.References;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class SqliteJournalSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _folder[".rehome/avatars.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_journal_goes_on_where_it_was_closed()
    {
        await using (var journal = await OpenAsync())
        {
            await journal.SaveObjectsAsync([Entry("a")], Token);
            Assert.Equal(1, await journal.IntendAsync("c", [new RowSwitch(new RowKey("1"), "old", "new")], Token));
            await journal.MarkReferencedAsync([new ObjectKey("a")], Token);
        }

        await using var again = await OpenAsync();

        Assert.Equal(
            [Entry("a") with { Referenced = true }],
            await again.FindObjectsAsync([new ObjectKey("a")], Token)
        );
        Assert.Equal(2, await again.IntendAsync("c", [new RowSwitch(new RowKey("2"), "old", "new")], Token));
    }

    [Fact]
    public async Task What_a_call_returned_from_is_there_after_a_sudden_death()
    {
        await using var journal = await OpenAsync();
        for (var n = 0; n < 50; n++)
        {
            await journal.SaveObjectsAsync([.. Enumerable.Range(n * 100, 100).Select(i => Entry($"k{i:D5}"))], Token);
            await journal.IntendAsync(
                "c",
                [.. Enumerable.Range(0, 100).Select(i => new RowSwitch(new RowKey($"{n}.{i}"), "o", "n"))],
                Token
            );
        }

        // The files as they are now, with everything open, are what a killed process leaves.
        Directory.CreateDirectory(_folder["dead"]);
        using (var copy = Process.Start("cp", [File, File + "-wal", _folder["dead"]]))
        {
            await copy.WaitForExitAsync(Token);
            Assert.Equal(0, copy.ExitCode);
        }
        await using var risen = await OpenAsync(_folder["dead/avatars.db"]);

        var totals = await risen.CountAsync(Token);
        Assert.Equal(5000, Assert.Single(totals.Objects).Count);
        Assert.Equal(5000, totals.Rows[RowState.Intended]);
        Assert.Equal(5001, await risen.IntendAsync("c", [new RowSwitch(new RowKey("x"), "o", "n")], Token));
    }

    [Fact]
    public async Task A_second_run_is_told_who_is_running()
    {
        await using var running = await OpenAsync();

        var fault = await RefusedAsync(JournalMode.ReadWrite);

        Assert.Equal(JournalFailure.Busy, fault.Failure);
        Assert.Contains(
            $"migration 'avatars' is being run by process {Environment.ProcessId} on ",
            fault.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(" since 2026-", fault.Message, StringComparison.Ordinal);
        await running.WriteNoteAsync("phase", "goes on", Token);
    }

    [Fact]
    public async Task The_lock_of_a_killed_process_holds_nobody_up()
    {
        await (await OpenAsync()).DisposeAsync();
        using var holder = Process.Start("flock", ["--no-fork", File + ".lock", "sleep", "60"]);
        try
        {
            JournalException? busy = null;
            for (var tries = 0; busy is null && tries < 200; tries++)
            {
                await Task.Delay(20, Token);
                busy =
                    await Record.ExceptionAsync(async () => await (await OpenAsync()).DisposeAsync())
                    as JournalException;
            }
            Assert.Equal(JournalFailure.Busy, busy?.Failure);
        }
        finally
        {
            holder.Kill(entireProcessTree: true);
            await holder.WaitForExitAsync(CancellationToken.None);
        }

        await using var journal = await OpenAsync();

        await journal.WriteNoteAsync("phase", "runs", Token);
    }

    [Fact]
    public async Task A_run_can_be_watched_but_not_disturbed()
    {
        await using var running = await OpenAsync();
        await using var watching = await OpenAsync(mode: JournalMode.ReadOnly);

        await running.SaveObjectsAsync([Entry("a")], Token);

        Assert.Equal(1, Assert.Single((await watching.CountAsync(Token)).Objects).Count);
        Assert.Single(await watching.FindByTargetAsync([new ObjectKey("to/a")], Token));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await watching.WriteNoteAsync("phase", "x", Token)
        );
    }

    [Fact]
    public async Task There_is_nothing_to_watch_before_the_first_run()
    {
        var fault = await RefusedAsync(JournalMode.ReadOnly);

        Assert.Equal(JournalFailure.Unreadable, fault.Failure);
        Assert.Contains("has not been planned or run", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[".rehome"]));
    }

    [Fact]
    public async Task The_journal_of_another_migration_is_left_alone()
    {
        await (
            await SqliteJournal.OpenAsync(new JournalSettings(File, "photos", "h"), JournalMode.ReadWrite, Token)
        ).DisposeAsync();

        var fault = await RefusedAsync(JournalMode.ReadWrite);

        Assert.Equal(JournalFailure.Foreign, fault.Failure);
        Assert.Contains("'photos'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_migration_is_noticed_until_it_is_accepted()
    {
        await (await OpenAsync()).DisposeAsync();
        var changed = new JournalSettings(File, "avatars", "other hash");

        await using (var journal = await SqliteJournal.OpenAsync(changed, JournalMode.ReadWrite, Token))
        {
            Assert.Equal((false, "hash"), (journal.HashMatches, journal.StoredHash));
            await journal.AcceptHashAsync(Token);
            Assert.True(journal.HashMatches);
        }

        await using var again = await SqliteJournal.OpenAsync(changed, JournalMode.ReadWrite, Token);
        Assert.True(again.HashMatches);
    }

    [Fact]
    public async Task A_journal_of_a_newer_version_is_not_touched()
    {
        await (await OpenAsync()).DisposeAsync();
        Sql(File, "PRAGMA user_version = 2");

        var fault = await RefusedAsync(JournalMode.ReadWrite);

        Assert.Equal(JournalFailure.Unreadable, fault.Failure);
        Assert.Contains("written by a newer Rehome; use that version", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JournalMode.ReadWrite)]
    [InlineData(JournalMode.ReadOnly)]
    public async Task A_file_that_is_no_journal_is_left_as_it_is(JournalMode mode)
    {
        Directory.CreateDirectory(_folder[".rehome"]);
        var text = string.Concat(Enumerable.Repeat("These are the minutes of a meeting. ", 200));
        await System.IO.File.WriteAllTextAsync(File, text, Token);

        var fault = await RefusedAsync(mode);

        Assert.Equal(JournalFailure.Unreadable, fault.Failure);
        Assert.Contains("Move it away", fault.Message, StringComparison.Ordinal);
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File, Token));
    }

    [Fact]
    public async Task The_database_of_another_program_is_no_journal()
    {
        Directory.CreateDirectory(_folder[".rehome"]);
        Sql(File, "CREATE TABLE customers (id INTEGER PRIMARY KEY)");

        var fault = await RefusedAsync(JournalMode.ReadWrite);

        Assert.Equal(JournalFailure.Unreadable, fault.Failure);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.01)]
    public async Task A_truncated_journal_says_what_is_lost_and_what_to_do(double kept)
    {
        await using (var journal = await OpenAsync())
        {
            await journal.SaveObjectsAsync([.. Enumerable.Range(0, 2000).Select(i => Entry($"k{i:D5}"))], Token);
        }
        using (var file = System.IO.File.OpenWrite(File))
        {
            file.SetLength((long)(file.Length * kept));
        }

        var fault = await RefusedAsync(JournalMode.ReadWrite);

        Assert.Equal(JournalFailure.Unreadable, fault.Failure);
        Assert.Contains(
            "rollback of the rows switched so far needs the old one",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_may_read_a_journal()
    {
        await using var journal = await OpenAsync();
        await journal.WriteNoteAsync("phase", "x", Token);

        Assert.Equal("700", Mode(_folder[".rehome"]));
        Assert.All(Directory.GetFiles(_folder[".rehome"]), file => Assert.Equal("600", Mode(file)));

        [UnsupportedOSPlatform("windows")]
        static string Mode(string path) => Convert.ToString((int)System.IO.File.GetUnixFileMode(path), 8);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        await System.IO.File.WriteAllTextAsync(_folder["file"], "", Token);

        var fault = await Assert.ThrowsAsync<JournalException>(async () => await OpenAsync(_folder["file/avatars.db"]));

        Assert.Equal(JournalFailure.Unwritable, fault.Failure);
        Assert.Contains("file/avatars.db", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_on_a_full_disk_says_so_and_goes_on_when_there_is_space()
    {
        using var disk = new TinyDisk(megabytes: 4);
        await using var journal = await OpenAsync(Path.Combine(disk.Root, "avatars.db"));
        await journal.SaveObjectsAsync([Entry("before")], Token);
        disk.Fill();

        var fault = await Assert.ThrowsAsync<JournalException>(async () =>
        {
            for (var n = 0; n < 100; n++)
            {
                await journal.SaveObjectsAsync(
                    [.. Enumerable.Range(n * 1000, 1000).Select(i => Entry($"k{i:D6}"))],
                    Token
                );
            }
        });
        disk.Free();
        await journal.SaveObjectsAsync([Entry("z-after")], Token);

        Assert.Equal(JournalFailure.Unwritable, fault.Failure);
        Assert.Contains(
            "the disk is full. Free space, then run the same command again",
            fault.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await journal.FindObjectsAsync([new("before"), new("z-after")], Token)).Count);
        Assert.Equal(0, (await journal.CountAsync(Token)).Objects.Sum(line => line.Count) % 1000 - 2);
    }

    private static ObjectEntry Entry(string key) =>
        new(
            new ObjectInfo(new ObjectKey(key), 7, "0123456789abcdef", ""),
            new ObjectKey("to/" + key),
            ObjectState.Planned
        );

    private static void Sql(string file, string sql)
    {
        using var connection = SqliteLibrary.Open(file, SqliteOpenMode.ReadWriteCreate, TimeSpan.FromSeconds(1));
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task<SqliteJournal> OpenAsync(string? file = null, JournalMode mode = JournalMode.ReadWrite) =>
        await SqliteJournal.OpenAsync(
            new JournalSettings(file ?? File, "avatars", "hash") { Clock = new Clock2026() },
            mode,
            Token
        );

    private async Task<JournalException> RefusedAsync(JournalMode mode) =>
        await Assert.ThrowsAsync<JournalException>(async () => await OpenAsync(mode: mode));

    private sealed class Clock2026 : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
