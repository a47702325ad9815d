using Rehome.References;
using Rehome.Tests.Contracts;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class SampleRowsSpecs(PostgreSqlFixture fixture)
{
    private static readonly string[] s_values = ["image/a.png", "image/b 'c\".png", "image/ü.png"];

    [Theory]
    [InlineData("id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, path varchar(200)")]
    [InlineData("id serial PRIMARY KEY, path text NOT NULL, note text NOT NULL DEFAULT ''")]
    [InlineData("id uuid PRIMARY KEY DEFAULT gen_random_uuid(), path text")]
    [InlineData("id integer PRIMARY KEY, path text")]
    public async Task A_PostgreSQL_table_is_filled_whoever_gives_the_key(string columns)
    {
        await using var table = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            Open($"CREATE TABLE avatars ({columns});")
        );

        Assert.Equal(s_values.Concat(s_values).Order(), await FillTwiceAsync(table));
    }

    [Theory]
    [InlineData("id INTEGER PRIMARY KEY, path TEXT")]
    [InlineData("id INT PRIMARY KEY NOT NULL, path TEXT, note TEXT NOT NULL DEFAULT ''")]
    public async Task An_SQLite_table_is_filled_and_its_keys_are_counted_on(string columns)
    {
        await using var table = SqliteReferenceTable.Create($"CREATE TABLE avatars ({columns})");

        Assert.Equal(s_values.Concat(s_values).Order(), await FillTwiceAsync(table));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], (await table.ValuesAsync()).Keys.Order());
    }

    [Fact]
    public async Task A_table_that_wants_more_than_the_reference_is_refused_with_the_reason()
    {
        await using var postgres = await PostgreSqlReferenceTable.CreateAsync(
            fixture,
            Open("CREATE TABLE avatars (id serial PRIMARY KEY, path text, title text NOT NULL);")
        );
        await using var sqlite = SqliteReferenceTable.Create(
            "CREATE TABLE avatars (id TEXT PRIMARY KEY NOT NULL, path TEXT)"
        );

        var title = await Assert.ThrowsAsync<ReferenceException>(() => FillTwiceAsync(postgres));
        var key = await Assert.ThrowsAsync<ReferenceException>(() => FillTwiceAsync(sqlite));

        Assert.Equal((ReferenceFailure.Unusable, ReferenceFailure.Unusable), (title.Failure, key.Failure));
        Assert.Contains("\"title\"", title.Message);
        Assert.Contains("every other column must have a default", title.Message);
        Assert.Contains("not a single whole number", key.Message);
    }

    private static string Open(string sql) =>
        $"""
            {sql}
            GRANT ALL ON avatars TO "{PostgreSqlFixture.User}";
            DO $do$ BEGIN EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO "{PostgreSqlFixture.User}"', current_schema()); END $do$
            """;

    private static async Task<IEnumerable<string>> FillTwiceAsync(ReferenceTable table)
    {
        await using var column = await table.OpenAsync();
        var samples = Assert.IsType<ISampleRows>(column, exactMatch: false);
        await samples.InsertAsync(s_values, TestContext.Current.CancellationToken);
        await samples.InsertAsync(s_values, TestContext.Current.CancellationToken);
        var rows = await column.ReadAsync(
            new RowQuery(RowKey.None, RowKey.None, [], 100),
            TestContext.Current.CancellationToken
        );
        return rows.Select(row => row.Value).Order();
    }
}
