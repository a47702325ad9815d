using Rehome.Journaling;
using Rehome.Locations;
using Rehome.References;
using Xunit;

namespace Rehome.Tests.Contracts;

/// <content>Rows, letters and notes.</content>
public abstract partial class JournalContract
{
    private const string Column = "postgres://db/app#public.avatars.path";

    [Fact]
    public async Task Rows_are_numbered_without_a_gap_and_read_latest_first()
    {
        var first = await Journal.IntendAsync(Column, Switches(0, 120), Token);
        var second = await Journal.IntendAsync("other", Switches(120, 3), Token);

        var rows = await Journal.ReadRowsAsync([RowState.Intended], long.MaxValue, 1000, Token);

        Assert.Equal(first + 120, second);
        Assert.Equal(Enumerable.Range(0, 123).Select(n => first + n).Reverse(), rows.Select(row => row.Number));
        Assert.Equal(Switches(0, 123).Reverse(), rows.Select(row => row.Switch));
        Assert.Equal(["other", "other", "other", Column], rows.Take(4).Select(row => row.Column));
    }

    [Fact]
    public async Task Each_row_gets_the_state_that_it_was_settled_with()
    {
        var first = await Journal.IntendAsync(Column, Switches(0, 6), Token);
        RowState[] states =
        [
            RowState.Switched,
            RowState.Switched,
            RowState.Changed,
            RowState.Switched,
            RowState.KeptByApplication,
            RowState.RolledBack,
        ];

        await Journal.SettleAsync(first, states, Token);

        var rows = await Journal.ReadRowsAsync(Enum.GetValues<RowState>(), long.MaxValue, 10, Token);
        Assert.Equal(states.Reverse(), rows.Select(row => row.State));
        Assert.Empty(await Journal.ReadRowsAsync([RowState.Intended], long.MaxValue, 10, Token));
    }

    [Theory]
    [InlineData(RowState.Intended)]
    [InlineData(RowState.Switched)]
    [InlineData(RowState.Intended, RowState.Switched)]
    public async Task Rows_are_read_page_by_page_backwards(params RowState[] wanted)
    {
        var first = await Journal.IntendAsync(Column, Switches(0, 20), Token);
        await Journal.SettleAsync(first + 5, [.. Enumerable.Repeat(RowState.Switched, 9)], Token);

        var numbers = new List<long>();
        for (var page = await PageAsync(); page.Count > 0; page = await PageAsync())
        {
            Assert.InRange(page.Count, 1, 4);
            numbers.AddRange(page.Select(row => row.Number));
        }

        var expected = Enumerable
            .Range(0, 20)
            .Where(n => wanted.Contains(n is >= 5 and < 14 ? RowState.Switched : RowState.Intended));
        Assert.Equal(expected.Reverse().Select(n => first + n), numbers);

        ValueTask<IReadOnlyList<RowEntry>> PageAsync() =>
            Journal.ReadRowsAsync(wanted, numbers.Count == 0 ? long.MaxValue : numbers[^1], 4, Token);
    }

    [Fact]
    public async Task Callers_that_intend_at_once_get_numbers_of_their_own()
    {
        var firsts = await Task.WhenAll(
            Enumerable
                .Range(0, 32)
                .Select(caller =>
                    Task.Run(async () => await Journal.IntendAsync($"c{caller}", Switches(caller * 10, 10), Token))
                )
        );

        var rows = await Journal.ReadRowsAsync([RowState.Intended], long.MaxValue, 1000, Token);
        Assert.Equal(320, rows.Select(row => row.Number).Distinct().Count());
        Assert.All(
            rows,
            row =>
                Assert.Contains(
                    Enumerable.Range(0, 32),
                    c => row.Column == $"c{c}" && row.Number - firsts[c] is >= 0 and < 10
                )
        );
    }

    [Fact]
    public async Task Values_of_rows_survive_whatever_is_in_them()
    {
        string[] values =
        [
            "",
            "it's \"that\"",
            "a\0b",
            "line\r\nbreak\t",
            "🦊é\uFFFD",
            "%_\\?",
            new string('x', 1 << 20),
            " ",
        ];
        var rows = values
            .Select((value, n) => new RowSwitch(new RowKey($"[\"{n}\",\"é\"]"), value, value + "!"))
            .ToList();

        await Journal.IntendAsync(Column, rows, Token);

        var read = await Journal.ReadRowsAsync([RowState.Intended], long.MaxValue, 100, Token);
        Assert.Equal(rows.AsEnumerable().Reverse(), read.Select(row => row.Switch));
    }

    [Fact]
    public async Task Rows_and_letters_are_counted_by_state_and_kind()
    {
        var first = await Journal.IntendAsync(Column, Switches(0, 10), Token);
        await Journal.SettleAsync(first, [.. Enumerable.Repeat(RowState.Switched, 7), RowState.Changed], Token);
        await Journal.SaveLettersAsync(
            [Letter("c", "1"), Letter("c", "2"), Letter("c", "3") with { Kind = LetterKind.FailedRow }],
            Token
        );

        var totals = await Journal.CountAsync(Token);

        Assert.Equal(
            new Dictionary<RowState, long>
            {
                [RowState.Intended] = 2,
                [RowState.Switched] = 7,
                [RowState.Changed] = 1,
            },
            totals.Rows
        );
        Assert.Equal(
            new Dictionary<LetterKind, long> { [LetterKind.DanglingRow] = 2, [LetterKind.FailedRow] = 1 },
            totals.Letters
        );
    }

    [Fact]
    public async Task A_letter_replaces_the_one_of_the_same_row_and_all_are_read_in_order()
    {
        await Journal.SaveLettersAsync([Letter("b", "2"), Letter("b", "1"), Letter("a", "9")], Token);
        var replaced = Letter("b", "1") with { Kind = LetterKind.WaitingRow, Value = "v\0w", Reason = "waits" };

        await Journal.SaveLettersAsync([replaced], Token);

        Assert.Equal([Letter("a", "9"), replaced, Letter("b", "2")], await Journal.ReadLettersAsync(0, 10, Token));
        Assert.Equal([replaced], await Journal.ReadLettersAsync(1, 1, Token));
        Assert.Empty(await Journal.ReadLettersAsync(3, 10, Token));
    }

    [Fact]
    public async Task Letters_of_one_column_are_cleared_alone()
    {
        await Journal.SaveLettersAsync([Letter("a", "1"), Letter("b", "1")], Token);

        await Journal.ClearLettersAsync("a", Token);

        Assert.Equal([Letter("b", "1")], await Journal.ReadLettersAsync(0, 10, Token));
    }

    [Fact]
    public async Task A_note_is_what_was_written_last()
    {
        var before = await Journal.ReadNoteAsync("phase", Token);
        await Journal.WriteNoteAsync("phase", "copying", Token);
        await Journal.WriteNoteAsync("phase", "switching", Token);

        Assert.Equal("", before);
        Assert.Equal("switching", await Journal.ReadNoteAsync("phase", Token));
        Assert.Equal("", await Journal.ReadNoteAsync("Phase", Token));
    }

    private static RowSwitch[] Switches(int from, int count) =>
        [
            .. Enumerable
                .Range(from, count)
                .Select(n => new RowSwitch(new RowKey($"{n}"), $"image/{n}.png", $"avatar/{n}.png")),
        ];

    private static RowLetter Letter(string column, string row) =>
        new(
            LetterKind.DanglingRow,
            column,
            new RowKey(row),
            "image/x.png",
            new ObjectKey("image/x.png"),
            "no such object"
        );
}
