using Rehome.Adapters.Relational;
using Rehome.Checks;
using Rehome.References;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Contracts;

/// <summary>What every reference column promises, run by every database and by the fake.</summary>
public abstract partial class ReferenceColumnContract
{
    private static readonly RowQuery Everything = new(RowKey.None, RowKey.None, [], 10_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Values whose twins differ in bytes alone, as written and as the application may have changed them.</summary>
    public static TheoryData<string, string> Twins =>
        new()
        {
            { "image/a.png", "image/A.png" },
            { "image/a.png", "image/a.png " },
            { "image/a.png", "image/\u00E1.png" },
            { "caf\u00E9.png", "cafe\u0301.png" },
            { "image/a.png", "image/a\u200E.png" },
            { "a b.png", "a\u00A0b.png" },
            { "stra\u00DFe.png", "strasse.png" },
            { "", " " },
        };

    private static IEnumerable<string> HostileValues => HostileKeys.All.Append("").Append("\t").Append("\"{[\\u0000");

    /// <summary>Makes a table with these rows.</summary>
    protected abstract Task<ReferenceTable> CreateAsync(KeyKind kind, IReadOnlyList<SeedRow> rows);

    [Fact]
    public async Task Pages_follow_each_other_in_the_order_of_the_key_and_a_short_page_ends_them()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(25));
        await using var column = await table.OpenAsync();

        var first = await column.ReadAsync(Everything with { Limit = 10 }, Token);
        var second = await column.ReadAsync(Everything with { Limit = 10, After = first[^1].Key }, Token);
        var third = await column.ReadAsync(Everything with { Limit = 10, After = second[^1].Key }, Token);

        Assert.Equal(
            Enumerable.Range(1, 25).Select(number => $"{number}"),
            first.Concat(second).Concat(third).Select(row => row.Key.Text)
        );
        Assert.Equal([10, 10, 5], new[] { first, second, third }.Select(page => page.Count));
        Assert.Equal("image/7.png", first[6].Value);
    }

    [Fact]
    public async Task A_range_starts_after_its_first_bound_and_ends_with_its_last()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(25));
        await using var column = await table.OpenAsync();

        var rows = await column.ReadAsync(Everything with { After = new RowKey("8"), UpTo = new RowKey("11") }, Token);

        Assert.Equal(["9", "10", "11"], rows.Select(row => row.Key.Text));
    }

    [Fact]
    public async Task Rows_without_a_value_are_left_out_and_an_empty_value_is_one()
    {
        await using var table = await CreateAsync(KeyKind.Number, [new("1", null), new("2", ""), new("3", "c")]);
        await using var column = await table.OpenAsync();

        var rows = await column.ReadAsync(Everything, Token);

        Assert.Equal([new ReferenceRow(new RowKey("2"), ""), new ReferenceRow(new RowKey("3"), "c")], rows);
    }

    [Fact]
    public async Task Only_values_that_start_with_the_prefix_byte_by_byte_are_read()
    {
        var seeds = HostileValues.Select((value, index) => new SeedRow($"{index}", value)).ToList();
        await using var table = await CreateAsync(KeyKind.Number, seeds);
        await using var column = await table.OpenAsync();

        foreach (var prefix in HostileValues.Where(value => value.Length > 0).SelectMany(Beginnings).Distinct())
        {
            var rows = await column.ReadAsync(Everything with { Prefixes = [prefix] }, Token);

            var expected = seeds
                .Where(seed => seed.Value!.StartsWith(prefix, StringComparison.Ordinal))
                .Select(seed => seed.Value!);
            Assert.Equal(expected, rows.Select(row => row.Value));
        }
    }

    [Fact]
    public async Task Values_that_start_with_one_of_several_prefixes_are_read_page_by_page()
    {
        await using var table = await CreateAsync(
            KeyKind.Number,
            [
                new("1", "a/1"),
                new("2", "b/2"),
                new("3", "A/3"),
                new("4", "a%/4"),
                new("5", "c_/5"),
                new("6", "cx/6"),
                new("7", "a/7"),
            ]
        );
        await using var column = await table.OpenAsync();
        var query = Everything with { Prefixes = ["a/", "c_", "a%"], Limit = 3 };

        var first = await column.ReadAsync(query, Token);
        var second = await column.ReadAsync(query with { After = first[^1].Key }, Token);

        Assert.Equal(["a/1", "a%/4", "c_/5"], first.Select(row => row.Value));
        Assert.Equal(["a/7"], second.Select(row => row.Value));
    }

    [Fact]
    public async Task Every_hostile_value_is_read_as_it_was_written()
    {
        var seeds = HostileValues.Select((value, index) => new SeedRow($"{index}", value)).ToList();
        await using var table = await CreateAsync(KeyKind.Number, seeds);
        await using var column = await table.OpenAsync();

        var rows = await column.ReadAsync(Everything, Token);

        Assert.Equal(seeds.Select(seed => seed.Value), rows.Select(row => row.Value));
    }

    [Theory]
    [InlineData(KeyKind.Number)]
    [InlineData(KeyKind.Text)]
    [InlineData(KeyKind.Composite)]
    [InlineData(KeyKind.Uuid)]
    public async Task Each_key_leads_back_to_its_row_in_pages_of_one_and_in_a_batch(KeyKind kind)
    {
        var seeds = HostileKeysOf(kind).Select((key, index) => new SeedRow(key, $"image/{index}.png")).ToList();
        await using var table = await CreateAsync(kind, seeds);
        await using var column = await table.OpenAsync();

        var rows = new List<ReferenceRow>();
        for (var page = await column.ReadAsync(Everything with { Limit = 1 }, Token); page.Count == 1; )
        {
            rows.AddRange(page);
            Assert.True(rows.Count <= seeds.Count, "the pages do not end");
            page = await column.ReadAsync(Everything with { Limit = 1, After = page[0].Key }, Token);
        }
        var upTo = await column.ReadAsync(Everything with { UpTo = rows[^2].Key }, Token);
        var outcomes = await column.SwitchAsync(
            [.. rows.Select(row => new RowSwitch(row.Key, row.Value, $"avatar/{row.Value}"))],
            Token
        );

        Assert.Equal(
            seeds.Select(seed => (RowKeyText.Write(seed.Key).Text, seed.Value)).Order(),
            rows.Select(row => (row.Key.Text, (string?)row.Value)).Order()
        );
        Assert.Equal(rows[..^1], upTo);
        Assert.All(outcomes, outcome => Assert.Equal(RowOutcome.Switched, outcome));
        Assert.All(
            (await table.ValuesAsync()).Values,
            value => Assert.StartsWith("avatar/image/", value, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Ranges_cover_every_row_once()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(500));
        await using var column = await table.OpenAsync();

        var bounds = await column.SplitAsync(4, Token);
        var rows = new List<ReferenceRow>();
        foreach (var (after, upTo) in bounds.Prepend(RowKey.None).Zip(bounds.Append(RowKey.None)))
        {
            rows.AddRange(await column.ReadAsync(Everything with { After = after, UpTo = upTo }, Token));
        }

        Assert.InRange(bounds.Count, 0, 3);
        Assert.Equal(Enumerable.Range(1, 500).Select(number => $"{number}"), rows.Select(row => row.Key.Text));
    }

    [Fact]
    public async Task A_sound_column_passes_the_preflight_under_its_own_name()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(1));
        await using var column = await table.OpenAsync();

        var probes = await column.ProbeAsync(Token);

        Assert.NotEmpty(probes);
        Assert.DoesNotContain(probes, probe => probe.Verdict == ProbeVerdict.Failed);
        Assert.All(probes, probe => Assert.Equal(column.Description.Name, probe.Subject));
    }

    private static List<SeedRow> Numbered(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new SeedRow($"{number}", $"image/{number}.png"))];

    /// <summary>The whole, and a part that does not end inside a surrogate pair.</summary>
    private static IEnumerable<string> Beginnings(string value)
    {
        var half = value[..((value.Length + 1) / 2)];
        return StorableText.IsStorable(half) ? [half, value] : [value];
    }

    private static IEnumerable<string[]> HostileKeysOf(KeyKind kind) =>
        kind switch
        {
            KeyKind.Number =>
            [
                ["-9223372036854775808"],
                ["-1"],
                ["0"],
                ["9223372036854775807"],
            ],
            KeyKind.Text => HostileValues.Concat(["[", "[]", "[\"\"]", "null"]).Select(key => new[] { key }),
            KeyKind.Composite => HostileValues.SelectMany(key => new[] { new[] { key, "9" }, [key, "10"] }),
            _ =>
            [
                ["00000000-0000-0000-0000-000000000000"],
                ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"],
            ],
        };
}
