using Npgsql;
using Rehome.Adapters.PostgreSql;
using Rehome.Migrations;
using Rehome.References;
using Rehome.Tests.Contracts;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class PostgreSqlColumnSpecs(PostgreSqlFixture fixture)
{
    private const string Grant = $"""GRANT SELECT, UPDATE ON avatars TO "{PostgreSqlFixture.User}" """;
    private static readonly RowQuery Everything = new(RowKey.None, RowKey.None, [], 100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("timestamptz", "2026-02-03 04:05:06.123456+00", "infinity")]
    [InlineData("timestamp(3)", "2026-02-03 04:05:06.123", "2026-02-03 04:05:06.124")]
    [InlineData("date", "0001-01-01 BC", "2026-02-03")]
    [InlineData("interval", "-1 days +02:03:00", "1 year 2 mons")]
    [InlineData("double precision", "0.1", "0.30000000000000004")]
    [InlineData("numeric(30,10)", "0.0000000001", "12345678901234567890.0000000001")]
    [InlineData("bytea", "\\x00", "\\x5b22")]
    [InlineData("char(5)", "a", "abcde")]
    [InlineData("varchar(5)", "a  ", "abcde")]
    [InlineData("citext", "A", "[")]
    [InlineData("boolean", "false", "true")]
    [InlineData("inet", "10.0.0.1", "::1")]
    public async Task A_key_of_any_type_leads_back_to_its_row(string type, string first, string second)
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            $"""
            CREATE TABLE avatars (id {type} PRIMARY KEY, path text);
            INSERT INTO avatars VALUES ('{first}', '1'), ('{second}', '2'); {Grant}
            """
        );
        await using var column = await table.OpenAsync();

        var firsts = await column.ReadAsync(Everything with { Limit = 1 }, Token);
        var seconds = await column.ReadAsync(Everything with { After = firsts[0].Key }, Token);
        var outcomes = await column.SwitchAsync(
            [new(firsts[0].Key, firsts[0].Value, "new"), new(seconds[0].Key, seconds[0].Value, "new")],
            Token
        );

        Assert.Equal(["1", "2"], firsts.Concat(seconds).Select(row => row.Value).Order());
        Assert.Equal([RowOutcome.Switched, RowOutcome.Switched], outcomes);
    }

    [Theory]
    [InlineData("varchar(6)", "abcdefg", "too long")]
    [InlineData("varchar(6)", "abcdef  ", "stores another value")]
    [InlineData("char(6)", "abcdefg", "too long")]
    [InlineData("char(6)", "abc ", "stores another value")]
    public async Task A_new_value_that_the_column_would_cut_is_refused(string type, string value, string said)
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            $"CREATE TABLE avatars (id int PRIMARY KEY, path {type}); INSERT INTO avatars VALUES (1, 'old'), (2, 'old'); {Grant}"
        );
        await using var column = await table.OpenAsync();

        var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
            await column.SwitchAsync([new(new RowKey("1"), "old", "new"), new(new RowKey("2"), "old", value)], Token)
        );

        Assert.Equal(ReferenceFailure.RowRefused, error.Failure);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(["old", "old"], (await column.ReadAsync(Everything, Token)).Select(row => row.Value));
    }

    [Theory]
    [InlineData("NEW.path = lower(NEW.path); RETURN NEW;", "stores another value")]
    [InlineData("RAISE EXCEPTION 'not now';", "not now")]
    [InlineData("RAISE EXCEPTION 'not now' USING ERRCODE = 'RH001';", "not now")]
    public async Task A_trigger_that_refuses_or_changes_the_new_value_undoes_the_batch(string body, string said)
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            $"""
            CREATE TABLE avatars (id int PRIMARY KEY, path text); INSERT INTO avatars VALUES (1, 'old'); {Grant};
            CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$;
            CREATE TRIGGER meddle BEFORE UPDATE ON avatars FOR EACH ROW EXECUTE FUNCTION meddle();
            """
        );
        await using var column = await table.OpenAsync();

        var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
            await column.SwitchAsync([new(new RowKey("1"), "old", "New")], Token)
        );

        Assert.Equal(ReferenceFailure.RowRefused, error.Failure);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal("old", (await column.ReadAsync(Everything, Token))[0].Value);
    }

    [Fact]
    public async Task A_row_that_the_application_holds_locked_makes_the_column_unavailable_for_the_lock_time_out_only()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            KeyKind.Number,
            [new("1", "old")],
            "text"
        );
        var options = new PostgreSqlOptions { LockTimeout = TimeSpan.FromMilliseconds(200) };
        await using var column = await PostgreSqlReferenceTable.OpenAsync(table.Settings, options);

        await using (await table.HoldAsync("1"))
        {
            var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
                await column.SwitchAsync([OldToNew(1)], Token)
            );
            Assert.Equal(ReferenceFailure.Unavailable, error.Failure);
            Assert.Contains("holds a row locked", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal([RowOutcome.Switched], await column.SwitchAsync([OldToNew(1)], Token));
    }

    [Fact]
    public async Task A_switch_that_takes_too_long_is_given_up_and_a_broken_connection_is_replaced()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            KeyKind.Number,
            [new("1", "old")],
            "text"
        );
        var options = new PostgreSqlOptions { SwitchTimeout = TimeSpan.FromSeconds(1) };
        await using var column = await PostgreSqlReferenceTable.OpenAsync(table.Settings, options);

        await using (await table.HoldAsync("1"))
        {
            var slow = await Assert.ThrowsAsync<ReferenceException>(async () =>
                await column.SwitchAsync([OldToNew(1)], Token)
            );
            Assert.Equal(ReferenceFailure.Unavailable, slow.Failure);
        }
        await table.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rehome' AND query LIKE '%rehome_swap%'"
        );
        try
        {
            await column.ReadAsync(Everything, Token);
        }
        catch (ReferenceException broken)
        {
            Assert.Equal(ReferenceFailure.Unavailable, broken.Failure);
        }

        Assert.Equal([RowOutcome.Switched], await column.SwitchAsync([OldToNew(1)], Token));
    }

    [Fact]
    public async Task A_user_without_the_grant_is_denied()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            $"""
            CREATE TABLE avatars (id int PRIMARY KEY, path text); INSERT INTO avatars VALUES (1, 'old');
            GRANT SELECT ON avatars TO "{PostgreSqlFixture.User}"
            """
        );
        await using var column = await table.OpenAsync();

        var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
            await column.SwitchAsync([OldToNew(1)], Token)
        );

        Assert.Equal(ReferenceFailure.Denied, error.Failure);
    }

    [Fact]
    public async Task Rows_of_tables_that_inherit_are_left_to_their_own_reference()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            $"""
            CREATE TABLE avatars (id int PRIMARY KEY, path text); INSERT INTO avatars VALUES (1, 'old'); {Grant};
            CREATE TABLE heirs () INHERITS (avatars); INSERT INTO heirs VALUES (1, 'old');
            """
        );
        await using var column = await table.OpenAsync();

        Assert.Single(await column.ReadAsync(Everything, Token));
        Assert.Equal([RowOutcome.Switched], await column.SwitchAsync([OldToNew(1)], Token));

        var values = await table.Server.QueryAsync<string>(
            table.Database,
            $"SELECT path FROM {table.Schema}.avatars ORDER BY path"
        );
        Assert.Equal(["new", "old"], values);
    }

    [Fact]
    public async Task A_large_table_is_cut_into_ranges_of_similar_size_and_searched_through_its_indexes()
    {
        const int count = 60_000;
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            $"""
            CREATE TABLE avatars (id uuid, number int, path text, PRIMARY KEY (id, number));
            INSERT INTO avatars SELECT md5(i::text)::uuid, i, 'image/' || i || '.png' FROM generate_series(1, {count}) AS i;
            ANALYZE avatars; {Grant}
            """
        );
        await using var column = await table.OpenAsync();

        var bounds = await column.SplitAsync(4, Token);
        var sizes = new List<int>();
        var rows = new List<ReferenceRow>();
        foreach (var (after, upTo) in bounds.Prepend(RowKey.None).Zip(bounds.Append(RowKey.None)))
        {
            rows.AddRange(await column.ReadAsync(new RowQuery(after, upTo, [], count), Token));
            sizes.Add(rows.Count - sizes.Sum());
        }

        Assert.Equal(4, sizes.Count);
        Assert.Equal(count, rows.Select(row => row.Key).Distinct().Count());
        Assert.All(sizes, size => Assert.InRange(size, count / 8, count / 2));
        var plan = await PlanAsync(
            table,
            [.. rows.Take(10_000).Select(row => new RowSwitch(row.Key, row.Value, "new"))]
        );
        Assert.Contains("Index Scan using avatars_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_is_found_through_an_index_that_serves_it()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            $"""
            CREATE TABLE avatars (id int PRIMARY KEY, path varchar(200) COLLATE "en-x-icu");
            INSERT INTO avatars SELECT i, CASE WHEN i % 10000 = 0 THEN 'i_%/' ELSE 'other/' END || i FROM generate_series(1, 60000) AS i;
            CREATE INDEX by_path ON avatars (path varchar_pattern_ops);
            ANALYZE avatars; {Grant}
            """
        );
        await using var column = await table.OpenAsync();

        var query = Everything with { Prefixes = ["i_%/"] };

        Assert.Equal(6, (await column.ReadAsync(query, Token)).Count);
        await using var command = Statements(await ShapeAsync(table)).Read(query);
        Assert.Contains("by_path", await ExplainAsync(table, command), StringComparison.Ordinal);
    }

    private static async Task<string> PlanAsync(PostgreSqlReferenceTable table, IReadOnlyList<RowSwitch> batch)
    {
        await using var command = Statements(await ShapeAsync(table)).Switch(batch);
        return await ExplainAsync(table, command);
    }

    private static async Task<string> ExplainAsync(PostgreSqlReferenceTable table, NpgsqlCommand command)
    {
        await using var connection = await table.Server.ConnectAsync(table.Database);
        command.Connection = connection;
        command.CommandText = "EXPLAIN " + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync(Token);
        var lines = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            lines.Add(reader.GetString(0));
        }
        return string.Join('\n', lines);
    }

    private static PostgreSqlStatements Statements(PostgreSqlShape shape) => new(shape);

    private static async Task<PostgreSqlShape> ShapeAsync(PostgreSqlReferenceTable table)
    {
        await using var connection = await table.Server.ConnectAsync(table.Database);
        var found = await PostgreSqlCatalogue.FindAsync(
            connection,
            new ColumnName(table.Schema, "avatars", "path"),
            Token
        );
        return PostgreSqlShape.Create(found!, table.Settings);
    }

    private static RowSwitch OldToNew(int id) => new(new RowKey($"{id}"), "old", "new");
}
