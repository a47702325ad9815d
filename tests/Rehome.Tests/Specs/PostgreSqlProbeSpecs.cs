using Rehome.Adapters.PostgreSql;
using Rehome.Checks;
using Rehome.Tests.Contracts;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class PostgreSqlProbeSpecs(PostgreSqlFixture fixture)
{
    private const string Table = "CREATE TABLE avatars (id int PRIMARY KEY, path text, other text);";

    [Fact]
    public async Task Grants_on_the_columns_alone_are_enough()
    {
        var probes = await ProbeAsync(
            $"""{Table} GRANT SELECT (id, path), UPDATE (path) ON avatars TO "{PostgreSqlFixture.User}" """
        );

        Assert.All(probes, probe => Assert.Equal((ProbeVerdict.Passed, ""), (probe.Verdict, probe.Advice)));
        Assert.Equal(
            ["read key and value", "update the column", "write to the server"],
            probes.Select(probe => probe.What)
        );
    }

    [Fact]
    public async Task A_missing_grant_is_spelled_out()
    {
        var probes = await ProbeAsync(
            $"""{Table} GRANT SELECT (id), UPDATE (other) ON avatars TO "{PostgreSqlFixture.User}" """
        );

        Assert.Equal(
            [
                $"""the user may not; GRANT SELECT (path) ON avatars TO "{PostgreSqlFixture.User}";""",
                $"""the user may not; GRANT UPDATE (path) ON avatars TO "{PostgreSqlFixture.User}";""",
            ],
            probes.Where(probe => probe.Verdict == ProbeVerdict.Failed).Select(probe => probe.Advice)
        );
    }

    [Theory]
    [InlineData("ALTER TABLE avatars ENABLE ROW LEVEL SECURITY", "row-level security hides rows")]
    [InlineData(
        "CREATE TRIGGER note AFTER UPDATE OF path ON avatars EXECUTE FUNCTION tell()",
        "fires the trigger note"
    )]
    [InlineData("CREATE TRIGGER note BEFORE UPDATE ON avatars EXECUTE FUNCTION tell()", "fires the trigger note")]
    [InlineData("CREATE TABLE heirs () INHERITS (avatars)", "other tables inherit")]
    [InlineData(
        "INSERT INTO avatars SELECT i FROM generate_series(1, 20) AS i; ANALYZE avatars",
        "CREATE INDEX CONCURRENTLY ON avatars (path text_pattern_ops);"
    )]
    public async Task What_will_hurt_is_a_warning(string sql, string said)
    {
        var probes = await ProbeAsync(Prepared(sql));

        var warning = Assert.Single(probes, probe => probe.Verdict != ProbeVerdict.Passed);
        Assert.Equal(ProbeVerdict.Warned, warning.Verdict);
        Assert.Contains(said, warning.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TRIGGER note AFTER UPDATE OF other ON avatars EXECUTE FUNCTION tell()")]
    [InlineData("CREATE TRIGGER note AFTER INSERT ON avatars EXECUTE FUNCTION tell()")]
    [InlineData(
        "INSERT INTO avatars SELECT i FROM generate_series(1, 20) AS i; ANALYZE avatars; CREATE INDEX ON avatars (path text_pattern_ops)"
    )]
    [InlineData(
        "INSERT INTO avatars SELECT i FROM generate_series(1, 20) AS i; ANALYZE avatars; CREATE INDEX ON avatars (path COLLATE \"C\")"
    )]
    public async Task What_does_not_hurt_is_not_mentioned(string sql)
    {
        var probes = await ProbeAsync(Prepared(sql));

        Assert.All(probes, probe => Assert.Equal(ProbeVerdict.Passed, probe.Verdict));
    }

    [Fact]
    public async Task A_read_only_session_fails_the_preflight()
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(fixture, Prepared("SELECT"));
        var url = table.Url.Replace(
            "search_path",
            "default_transaction_read_only%3Don%20-csearch_path",
            StringComparison.Ordinal
        );
        await using var column = await PostgreSqlReferenceTable.OpenAsync(
            table.Settings with
            {
                Database = Migrations.DatabaseUrl.Parse(url),
            }
        );

        var probes = await column.ProbeAsync(TestContext.Current.CancellationToken);

        var failure = Assert.Single(probes, probe => probe.Verdict == ProbeVerdict.Failed);
        Assert.Contains("name the primary server", failure.Advice, StringComparison.Ordinal);
    }

    private static string Prepared(string sql) =>
        $"""
            {Table} GRANT SELECT, UPDATE ON avatars TO "{PostgreSqlFixture.User}";
            CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
            {sql}
            """;

    private async Task<IReadOnlyList<Probe>> ProbeAsync(string sql)
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(fixture, sql);
        var options = new PostgreSqlOptions { RowsThatWantAnIndex = 10 };
        await using var column = await PostgreSqlReferenceTable.OpenAsync(table.Settings, options);
        return await column.ProbeAsync(TestContext.Current.CancellationToken);
    }
}
