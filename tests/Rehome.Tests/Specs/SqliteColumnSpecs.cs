using Microsoft.Data.Sqlite;
using Rehome.Adapters.Sqlite;
using Rehome.Checks;
using Rehome.Migrations;
using Rehome.References;
using Rehome.Tests.Contracts;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class SqliteColumnSpecs
{
    private static readonly RowQuery Everything = new(RowKey.None, RowKey.None, [], 100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_stored_as_bytes_lead_back_to_their_rows()
    {
        await using var table = SqliteReferenceTable.Create(
            "CREATE TABLE avatars (id BLOB PRIMARY KEY NOT NULL, path TEXT); INSERT INTO avatars VALUES (x'FF00', '2'), (x'00', '1'), (x'', '0')"
        );
        await using var column = await table.OpenAsync();

        var first = await column.ReadAsync(Everything with { Limit = 1 }, Token);
        var rest = await column.ReadAsync(Everything with { After = first[0].Key }, Token);
        var outcomes = await column.SwitchAsync(
            [.. first.Concat(rest).Select(row => new RowSwitch(row.Key, row.Value, "new"))],
            Token
        );

        Assert.Equal(
            [("[\"\"]", "0"), ("00", "1"), ("FF00", "2")],
            first.Concat(rest).Select(row => (row.Key.Text, row.Value))
        );
        Assert.All(outcomes, outcome => Assert.Equal(RowOutcome.Switched, outcome));
    }

    [Fact]
    public async Task Twins_under_the_keys_collation_are_told_apart()
    {
        await using var table = SqliteReferenceTable.Create(
            "CREATE TABLE avatars (id TEXT COLLATE NOCASE PRIMARY KEY NOT NULL, path TEXT); INSERT INTO avatars VALUES ('A', 'old')"
        );
        await using var column = await table.OpenAsync();

        var outcomes = await column.SwitchAsync([new(new RowKey("a"), "old", "new")], Token);

        Assert.Equal([RowOutcome.Changed], outcomes);
        Assert.Equal("old", (await table.ValuesAsync())["A"]);
    }

    [Fact]
    public async Task A_column_that_turns_text_into_numbers_keeps_its_text_or_refuses()
    {
        await using var table = SqliteReferenceTable.Create(
            "CREATE TABLE avatars (id INTEGER PRIMARY KEY, path STRING); INSERT INTO avatars VALUES (1, 'a'), (2, 'b'), (3, '007'), (4, x'61')"
        );
        await using var column = await table.OpenAsync();

        var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
            await column.SwitchAsync([new(new RowKey("1"), "a", "c"), new(new RowKey("2"), "b", "1e3")], Token)
        );

        Assert.Equal(ReferenceFailure.RowRefused, error.Failure);
        Assert.Equal(["a", "b"], (await column.ReadAsync(Everything, Token)).Select(row => row.Value));
    }

    [Fact]
    public async Task A_constraint_that_would_replace_other_rows_refuses_instead()
    {
        await using var table = SqliteReferenceTable.Create(
            "CREATE TABLE avatars (id INTEGER PRIMARY KEY, path TEXT UNIQUE ON CONFLICT REPLACE); INSERT INTO avatars VALUES (1, 'a'), (2, 'b')"
        );
        await using var column = await table.OpenAsync();

        var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
            await column.SwitchAsync([new(new RowKey("1"), "a", "b")], Token)
        );

        Assert.Equal(ReferenceFailure.RowRefused, error.Failure);
        Assert.Equal(2, (await table.ValuesAsync()).Count);
    }

    [Fact]
    public async Task A_locked_file_is_unavailable_once_the_wait_is_over()
    {
        await using var table = SqliteReferenceTable.Create(
            KeyKind.Number,
            [new("1", "old")],
            "TEXT",
            "PRAGMA journal_mode = WAL"
        );
        await using var column = await new SqliteAdapter(
            new SqliteOptions { BusyTimeout = TimeSpan.Zero },
            TimeProvider.System
        ).OpenAsync(table.Settings, Token);

        await using (await table.HoldAsync("1"))
        {
            var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
                await column.SwitchAsync([new(new RowKey("1"), "old", "new")], Token)
            );
            Assert.Equal(ReferenceFailure.Unavailable, error.Failure);
            Assert.Single(await column.ReadAsync(Everything, Token));
        }

        Assert.Equal([RowOutcome.Switched], await column.SwitchAsync([new(new RowKey("1"), "old", "new")], Token));
    }

    [Fact]
    public async Task A_long_read_stops_when_it_is_cancelled_and_leaves_the_column_usable()
    {
        await using var table = SqliteReferenceTable.Create(
            KeyKind.Number,
            [new("1", "old")],
            "TEXT",
            "PRAGMA journal_mode = WAL"
        );
        const string endless =
            "(WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2000000000) SELECT count(*) FROM c WHERE i % 7 = id) < 0";
        await using var column = await SqliteReferenceTable.OpenAsync(
            table.Settings with
            {
                Where = $"other IS NULL AND {endless}",
            }
        );
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            column.ReadAsync(Everything, cancellation.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Token)
        );

        Assert.Equal([RowOutcome.Switched], await column.SwitchAsync([new(new RowKey("1"), "old", "new")], Token));
    }

    [Fact]
    public async Task A_batch_goes_through_the_index_of_the_key()
    {
        await using var table = SqliteReferenceTable.Create(
            "CREATE TABLE avatars (id TEXT, number INT, path TEXT, PRIMARY KEY (id, number)) WITHOUT ROWID; CREATE INDEX by_path ON avatars (path)"
        );
        using var connection = table.Connect();
        var shape = SqliteShape.Create(
            SqliteCatalogue.Find(connection, "avatars")!,
            table.Settings,
            System.Text.Encoding.UTF8
        );
        using var command = new SqliteStatements(shape).Switch([new(new RowKey("[\"a\",\"1\"]"), "old", "new")]);
        command.Connection = connection;
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;

        using var reader = command.ExecuteReader();
        var plan = new List<string>();
        while (reader.Read())
        {
            plan.Add(reader.GetString(3));
        }

        Assert.Contains("SEARCH avatars USING PRIMARY KEY (id=? AND number=?)", plan);
    }

    [Theory]
    [InlineData("avatar.path", "", "has no table 'avatar'; did you mean 'avatars'?")]
    [InlineData("avatars.pathh", "", "did you mean 'path'?")]
    [InlineData("other.avatars.path", "", "no schema 'other'")]
    [InlineData("shown.path", "", "is a view; name the table")]
    [InlineData("avatars.upper_path", "", "is a generated column")]
    [InlineData("avatars.size", "", "of type INTEGER")]
    [InlineData("rowids.path", "", "no primary key")]
    [InlineData("rowids.path", "number", "no unique index covers exactly the key (number)")]
    [InlineData("rowids.path", "slug", "the key column 'slug' may be null")]
    [InlineData("reals.path", "", "declared 'REAL'")]
    [InlineData("gaps.path", "", "some rows have NULL in their key (id)")]
    [InlineData("lines.path", "", "part of the row's key")]
    public async Task A_column_that_cannot_serve_is_refused_with_what_to_do(string column, string key, string said)
    {
        await using var table = SqliteReferenceTable.Create(
            """
            CREATE TABLE avatars (id INTEGER PRIMARY KEY, path TEXT, size INTEGER, upper_path TEXT GENERATED ALWAYS AS (upper(path)));
            CREATE VIEW shown AS SELECT * FROM avatars;
            CREATE TABLE rowids (number INTEGER, slug TEXT UNIQUE, path TEXT);
            CREATE UNIQUE INDEX some ON rowids (number) WHERE number > 0;
            CREATE TABLE reals (id REAL PRIMARY KEY NOT NULL, path TEXT);
            CREATE TABLE gaps (id TEXT PRIMARY KEY, path TEXT); INSERT INTO gaps VALUES (NULL, 'a');
            CREATE TABLE lines (path TEXT PRIMARY KEY NOT NULL)
            """
        );
        var settings = table.Settings with
        {
            Column = ColumnName.Parse(column),
            Key = key.Split(',', StringSplitOptions.RemoveEmptyEntries),
        };

        var error = await Assert.ThrowsAsync<ReferenceException>(() => SqliteReferenceTable.OpenAsync(settings));

        Assert.Equal(ReferenceFailure.Unusable, error.Failure);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_column_is_described_as_the_schema_spells_it()
    {
        await using var table = SqliteReferenceTable.Create(
            "CREATE TABLE Avatars (a INTEGER NOT NULL, B TEXT NOT NULL, Path TEXT, UNIQUE (a, B))"
        );

        await using var column = await SqliteReferenceTable.OpenAsync(
            table.Settings with
            {
                Key = ["b", "A"],
                Where = "a > 0 -- some",
            }
        );

        Assert.Equal(
            ($"sqlite:{table.File}#Avatars.Path", "avatars.path"),
            (column.Description.Id, column.Description.Name)
        );
        Assert.Equal(["a", "B"], column.Description.KeyColumns);
        Assert.Empty(await column.ReadAsync(Everything, Token));
    }

    [Fact]
    public async Task What_will_hurt_is_a_warning()
    {
        await using var table = SqliteReferenceTable.Create(KeyKind.Number, [], "TEXT", "PRAGMA journal_mode = DELETE");
        await table.RefuseAsync("x");
        await using var column = await table.OpenAsync();

        var warnings = (await column.ProbeAsync(Token))
            .Where(probe => probe.Verdict == ProbeVerdict.Warned)
            .Select(probe => probe.Advice)
            .ToList();

        Assert.Equal(2, warnings.Count);
        Assert.Contains("the trigger refuse", warnings[0], StringComparison.Ordinal);
        Assert.Contains("PRAGMA journal_mode = WAL", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_and_one_that_is_no_database_are_told_apart()
    {
        await using var table = SqliteReferenceTable.Create("SELECT 1");
        await File.WriteAllTextAsync(table.File, new string('x', 5_000), Token);

        var foreign = await Assert.ThrowsAsync<ReferenceException>(() => table.OpenAsync());
        File.Delete(table.File);
        var missing = await Assert.ThrowsAsync<ReferenceException>(() => table.OpenAsync());

        Assert.Contains("not an SQLite database", foreign.Message, StringComparison.Ordinal);
        Assert.Contains($"there is no file {table.File}", missing.Message, StringComparison.Ordinal);
        Assert.Equal((ReferenceFailure.Unusable, ReferenceFailure.Unusable), (foreign.Failure, missing.Failure));
        Assert.False(File.Exists(table.File));
    }

    [Theory]
    [InlineData(8, ReferenceFailure.Denied)]
    [InlineData(13, ReferenceFailure.Unusable)]
    [InlineData(11, ReferenceFailure.Unusable)]
    [InlineData(10, ReferenceFailure.Unavailable)]
    public void A_result_code_becomes_a_failure(int code, ReferenceFailure failure) =>
        Assert.Equal(failure, SqliteErrors.Translate("switch", "avatars.path", new SqliteException("x", code)).Failure);

    [Theory]
    [InlineData("sqlite:/srv/a%20b.db", "/srv/a%20b.db")]
    [InlineData("sqlite:///srv/app.db", "/srv/app.db")]
    [InlineData("sqlite:///srv/app?x.db", "/srv/app?x.db")]
    public void A_url_is_a_path(string url, string path) => Assert.Equal(path, SqliteUrl.Parse(url));

    [Fact]
    public void A_relative_url_starts_in_the_current_folder() =>
        Assert.Equal(
            Path.Combine(Directory.GetCurrentDirectory(), "data/app.db"),
            SqliteUrl.Parse("sqlite:data/app.db")
        );

    [Theory]
    [InlineData("sqlite:")]
    [InlineData("sqlite://data/app.db")]
    [InlineData("sqlite::memory:")]
    public void A_url_without_a_file_is_refused(string url) =>
        Assert.Throws<FormatException>(() => SqliteUrl.Parse(url));
}
