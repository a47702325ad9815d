using Rehome.Adapters.PostgreSql;
using Rehome.Migrations;
using Rehome.References;
using Rehome.Tests.Contracts;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class PostgreSqlAdapterSpecs(PostgreSqlFixture fixture)
{
    private const string Tables = """
        CREATE TABLE avatars (id bigint PRIMARY KEY, path text, size int, upper_path text GENERATED ALWAYS AS (upper(path)) STORED,
                              tags text[], doc jsonb, label name, slug text, "Odd ""Name" text);
        CREATE UNIQUE INDEX ON avatars (slug);
        CREATE VIEW shown AS SELECT * FROM avatars;
        CREATE MATERIALIZED VIEW kept AS SELECT * FROM avatars;
        CREATE TABLE keyless (path text, tenant int NOT NULL, number int NOT NULL, slug text NOT NULL);
        CREATE UNIQUE INDEX ON keyless (number, tenant);
        CREATE UNIQUE INDEX ON keyless (slug) WHERE tenant = 1;
        CREATE DOMAIN short AS varchar(50);
        CREATE DOMAIN location AS short CHECK (value <> '');
        CREATE TABLE parts (id int, place location, year int, PRIMARY KEY (id, year)) PARTITION BY RANGE (year);
        CREATE TABLE parts_2025 PARTITION OF parts FOR VALUES FROM (2025) TO (2026);
        CREATE TABLE parts_2026 PARTITION OF parts FOR VALUES FROM (2026) TO (2027);
        INSERT INTO parts VALUES (1, 'image/1.png', 2025), (2, 'image/2.png', 2026);
        CREATE TABLE lines (path text PRIMARY KEY);
        """;

    [Theory]
    [InlineData("avatar.path", "", "did you mean 'avatars'?")]
    [InlineData("avatars.Path", "", "did you mean 'path'?")]
    [InlineData("nowhere.avatars.path", "", "in the schema 'nowhere'")]
    [InlineData("shown.path", "", "is a view; name the table")]
    [InlineData("kept.path", "", "is a materialised view; name the table")]
    [InlineData("avatars.upper_path", "", "is a generated column")]
    [InlineData("avatars.size", "", "of type integer")]
    [InlineData("avatars.tags", "", "of type text[]")]
    [InlineData("avatars.doc", "", "of type jsonb")]
    [InlineData("avatars.label", "", "of type name")]
    [InlineData("keyless.path", "", "no primary key; set 'key:'")]
    [InlineData("keyless.path", "tenant", "no unique index covers exactly the key (tenant)")]
    [InlineData("keyless.path", "slug", "no unique index covers exactly the key (slug)")]
    [InlineData("keyless.path", "tenent,number", "no key column 'tenent'; did you mean 'tenant'?")]
    [InlineData("avatars.path", "slug", "the key column 'slug' may be null")]
    [InlineData("lines.path", "", "part of the row's key")]
    public async Task A_column_that_cannot_serve_is_refused_with_what_to_do(string column, string key, string said)
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(fixture, Tables);
        var settings = table.Settings with
        {
            Column = ColumnName.Parse(column),
            Key = key.Split(',', StringSplitOptions.RemoveEmptyEntries),
        };

        var error = await Assert.ThrowsAsync<ReferenceException>(() => PostgreSqlReferenceTable.OpenAsync(settings));

        Assert.Equal(ReferenceFailure.Unusable, error.Failure);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(column, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("avatars.path", "", "path", "id")]
    [InlineData("avatars.Odd \"Name", "", "Odd \"Name", "id")]
    [InlineData("keyless.path", "tenant,number", "path", "number,tenant")]
    [InlineData("parts.place", "", "place", "id,year")]
    public async Task A_column_is_described_by_what_the_catalogue_says_and_without_secrets(
        string column,
        string key,
        string name,
        string found
    )
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(fixture, Tables);
        var settings = table.Settings with
        {
            Column = ColumnName.Parse(column),
            Key = key.Split(',', StringSplitOptions.RemoveEmptyEntries),
        };

        await using var opened = await PostgreSqlReferenceTable.OpenAsync(settings);

        var place =
            $"postgres://127.0.0.1:{table.Server.Port}/{table.Database}#{table.Schema}.{column.Split('.')[0]}.{name}";
        Assert.Equal((place, column), (opened.Description.Id, opened.Description.Name));
        Assert.Equal(found.Split(','), opened.Description.KeyColumns);
    }

    [Fact]
    public async Task Rows_of_a_partitioned_table_are_switched_in_every_partition_through_a_domain()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            $"""{Tables} GRANT SELECT, UPDATE ON parts TO "{PostgreSqlFixture.User}" """
        );
        await using var column = await PostgreSqlReferenceTable.OpenAsync(
            table.Settings with
            {
                Column = ColumnName.Parse("parts.place"),
            }
        );

        var rows = await column.ReadAsync(new RowQuery(RowKey.None, RowKey.None, [], 10), Token);
        var outcomes = await column.SwitchAsync(
            [.. rows.Select(row => new RowSwitch(row.Key, row.Value, "avatar" + row.Value[5..]))],
            Token
        );

        Assert.Equal(["""["1","2025"]""", """["2","2026"]"""], rows.Select(row => row.Key.Text));
        Assert.Equal([RowOutcome.Switched, RowOutcome.Switched], outcomes);
    }

    [Fact]
    public async Task A_schema_can_be_named()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(fixture, Tables);
        var url = table.Server.Url(table.Database, PostgreSqlFixture.User, PostgreSqlFixture.Password);
        var settings = new ReferenceSettings(DatabaseUrl.Parse(url), ColumnName.Parse($"{table.Schema}.avatars.path"));

        await using var column = await PostgreSqlReferenceTable.OpenAsync(settings);

        Assert.EndsWith($"#{table.Schema}.avatars.path", column.Description.Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_is_reached_by_its_socket()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(fixture, Tables);
        var user = Uri.EscapeDataString(PostgreSqlFixture.User);
        var password = Uri.EscapeDataString(PostgreSqlFixture.Password);
        var url = $"postgres://{user}:{password}@/{table.Database}?host={table.Server.Folder}&port={table.Server.Port}";

        await using var column = await PostgreSqlReferenceTable.OpenAsync(
            new ReferenceSettings(DatabaseUrl.Parse(url), ColumnName.Parse($"{table.Schema}.avatars.path"))
        );

        Assert.Equal(["id"], column.Description.KeyColumns);
    }

    [Fact]
    public async Task A_password_comes_from_the_password_file_when_the_url_has_none()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(fixture, Tables);
        var file = Path.GetTempFileName();
        var password = PostgreSqlFixture.Password.Replace(":", "\\:", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, $"127.0.0.1:*:*:{PostgreSqlFixture.User}:{password}\n", Token);
        var url =
            $"postgres://{Uri.EscapeDataString(PostgreSqlFixture.User)}@127.0.0.1:{table.Server.Port}/{table.Database}?passfile={file}";

        await using var column = await PostgreSqlReferenceTable.OpenAsync(
            new ReferenceSettings(DatabaseUrl.Parse(url), ColumnName.Parse($"{table.Schema}.avatars.path"))
        );

        Assert.Equal(["id"], column.Description.KeyColumns);
        File.Delete(file);
    }

    [Theory]
    [InlineData("deleted = ", "syntax error")]
    [InlineData("deleted", "column \"deleted\" does not exist")]
    public async Task A_wrong_condition_is_refused_when_the_column_is_opened(string where, string said)
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(fixture, Tables);

        var error = await Assert.ThrowsAsync<ReferenceException>(() =>
            PostgreSqlReferenceTable.OpenAsync(table.Settings with { Where = where })
        );

        Assert.Equal(ReferenceFailure.Unusable, error.Failure);
        Assert.Contains($"'where: {where}' is not valid: {said}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_narrows_the_rows_that_are_read_whatever_it_looks_like()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            KeyKind.Number,
            [new("1", "a"), new("2", "b"), new("3", "c")],
            "text"
        );
        await using var column = await PostgreSqlReferenceTable.OpenAsync(
            table.Settings with
            {
                Where = "id = 1 OR avatars.path = 'c' -- some",
            }
        );

        var rows = await column.ReadAsync(new RowQuery(new RowKey("1"), RowKey.None, [], 10), Token);

        Assert.Equal(["3"], rows.Select(row => row.Key.Text));
    }

    [Fact]
    public async Task A_wrong_password_a_missing_database_and_a_server_that_is_not_there_are_told_apart_without_secrets()
    {
        var server = await fixture.ServerAsync();
        (string Url, ReferenceFailure Failure, string Said)[] cases =
        [
            (
                server.Url("postgres", PostgreSqlFixture.User, "wr0ng"),
                ReferenceFailure.BadCredentials,
                "check user and password"
            ),
            (server.Url("postgres", "nobody", "wr0ng"), ReferenceFailure.BadCredentials, "check user and password"),
            (
                server.Url("n0where", PostgreSqlFixture.User, PostgreSqlFixture.Password),
                ReferenceFailure.Unusable,
                "check the database's name"
            ),
            ("postgres://app:wr0ng@127.0.0.1:1/d", ReferenceFailure.Unavailable, "check that the server runs"),
            ("postgres://app:wr0ng@no.such.host.invalid/d", ReferenceFailure.Unavailable, "check that the server runs"),
            (
                $"postgres://app@127.0.0.1:{server.Port}/postgres?passfile=/dev/null",
                ReferenceFailure.BadCredentials,
                "PGPASSWORD"
            ),
            (
                $"postgres://app@127.0.0.1:{server.Port}/postgres?passfile=/none",
                ReferenceFailure.Unusable,
                "check the files that passfile"
            ),
            (
                $"postgres://app:wr0ng@127.0.0.1:{server.Port}/postgres?sslmode=require",
                ReferenceFailure.Unusable,
                "SSL"
            ),
        ];

        foreach (var (url, failure, said) in cases)
        {
            var settings = new ReferenceSettings(DatabaseUrl.Parse(url), ColumnName.Parse("avatars.path"));
            var error = await Assert.ThrowsAsync<ReferenceException>(() =>
                PostgreSqlReferenceTable.OpenAsync(settings)
            );

            Assert.True(error.Message.Contains(said, StringComparison.Ordinal), error.ToString());
            Assert.True(error.Failure == failure, error.ToString());
            Assert.DoesNotContain("wr0ng", error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(PostgreSqlFixture.Password, error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_serves_both_schemes() =>
        Assert.Equal(["postgres", "postgresql"], new PostgreSqlAdapter(new PostgreSqlOptions(), _ => null).Schemes);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
