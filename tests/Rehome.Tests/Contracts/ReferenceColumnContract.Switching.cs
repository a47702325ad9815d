using Rehome.References;
using Xunit;

namespace Rehome.Tests.Contracts;

public abstract partial class ReferenceColumnContract
{
    [Fact]
    public async Task A_batch_tells_for_each_row_whether_it_was_switched()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(4));
        await using var column = await table.OpenAsync();
        await table.SetAsync("2", "uploads/new.png");
        await table.RemoveAsync("3");

        var outcomes = await column.SwitchAsync([Move(4), Move(3), Move(2), Move(1)], Token);

        Assert.Equal([RowOutcome.Switched, RowOutcome.Changed, RowOutcome.Changed, RowOutcome.Switched], outcomes);
        Assert.Equal(
            [("1", "avatar/1.png"), ("2", "uploads/new.png"), ("4", "avatar/4.png")],
            (await table.ValuesAsync()).Select(row => (row.Key, row.Value!)).Order()
        );
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task A_value_that_differs_in_bytes_alone_is_left_alone(string written, string changed)
    {
        await using var table = await CreateAsync(KeyKind.Number, [new("1", changed), new("2", written)]);
        await using var column = await table.OpenAsync();

        var outcomes = await column.SwitchAsync(
            [new(new RowKey("1"), written, "x"), new(new RowKey("2"), changed, "x")],
            Token
        );

        Assert.Equal([RowOutcome.Changed, RowOutcome.Changed], outcomes);
        var values = await table.ValuesAsync();
        Assert.Equal((changed, written), (values["1"], values["2"]));
    }

    [Fact]
    public async Task A_row_without_a_value_is_left_alone()
    {
        await using var table = await CreateAsync(KeyKind.Number, [new("1", null)]);
        await using var column = await table.OpenAsync();

        var outcomes = await column.SwitchAsync([new(new RowKey("1"), "", "x")], Token);

        Assert.Equal([RowOutcome.Changed], outcomes);
        Assert.Null((await table.ValuesAsync())["1"]);
    }

    [Fact]
    public async Task Every_hostile_value_can_be_switched_away_from_and_to()
    {
        var values = HostileValues.ToList();
        await using var table = await CreateAsync(
            KeyKind.Number,
            [.. values.Select((value, index) => new SeedRow($"{index}", value))]
        );
        await using var column = await table.OpenAsync();
        var rotated = values.Skip(1).Append(values[0]).ToList();

        var outcomes = await column.SwitchAsync(
            [.. values.Select((value, index) => new RowSwitch(new RowKey($"{index}"), value, rotated[index]))],
            Token
        );

        Assert.All(outcomes, outcome => Assert.Equal(RowOutcome.Switched, outcome));
        var stored = await table.ValuesAsync();
        Assert.Equal(rotated, Enumerable.Range(0, values.Count).Select(index => stored[$"{index}"]));
    }

    [Fact]
    public async Task A_row_that_has_its_new_value_already_counts_as_switched()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(1));
        await using var column = await table.OpenAsync();

        var outcomes = await column.SwitchAsync([new(new RowKey("1"), "image/1.png", "image/1.png")], Token);

        Assert.Equal([RowOutcome.Switched], outcomes);
    }

    [Fact]
    public async Task An_empty_batch_is_done_at_once()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(1));
        await using var column = await table.OpenAsync();

        Assert.Empty(await column.SwitchAsync([], Token));
    }

    [Fact]
    public async Task A_batch_with_a_refused_row_writes_nothing_and_the_rest_goes_through_without_it()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(3));
        await table.RefuseAsync("avatar/2.png");
        await using var column = await table.OpenAsync();

        var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
            await column.SwitchAsync([Move(1), Move(2), Move(3)], Token)
        );
        var unchanged = await table.ValuesAsync();
        var outcomes = await column.SwitchAsync([Move(1), Move(3)], Token);

        Assert.Equal(ReferenceFailure.RowRefused, error.Failure);
        Assert.Contains(column.Description.Name, error.Message, StringComparison.Ordinal);
        Assert.All(unchanged.Values, value => Assert.StartsWith("image/", value, StringComparison.Ordinal));
        Assert.Equal([RowOutcome.Switched, RowOutcome.Switched], outcomes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD83E)]
    [InlineData(0xDD8A)]
    public async Task What_is_not_text_is_refused_and_nothing_is_written(int code)
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(2));
        await using var column = await table.OpenAsync();
        var value = $"avatar/🦊{(char)code}.png";

        var error = await Assert.ThrowsAsync<ReferenceException>(async () =>
            await column.SwitchAsync([Move(1), new(new RowKey("2"), "image/2.png", value)], Token)
        );
        var outcomes = await column.SwitchAsync([Move(1)], Token);

        Assert.Equal(ReferenceFailure.RowRefused, error.Failure);
        Assert.Equal([RowOutcome.Switched], outcomes);
        Assert.Equal("image/2.png", (await table.ValuesAsync())["2"]);
    }

    [Fact]
    public async Task Two_that_switch_the_same_rows_at_once_switch_each_exactly_once()
    {
        const int count = 2_000;
        await using var table = await CreateAsync(KeyKind.Number, Numbered(count));
        await using var left = await table.OpenAsync();
        await using var right = await table.OpenAsync();

        var outcomes = await Task.WhenAll(
            new[] { (Column: left, Name: "left"), (Column: right, Name: "right") }.Select(each =>
                Task.Run(() => SwitchAllAsync(each.Column, count, each.Name), Token)
            )
        );

        var stored = await table.ValuesAsync();
        for (var index = 0; index < count; index++)
        {
            var winner = Assert.Single(outcomes, each => each.Rows[index] == RowOutcome.Switched);
            Assert.Equal($"{winner.Name}/{index + 1}.png", stored[$"{index + 1}"]);
        }
    }

    [Fact]
    public async Task A_cancelled_switch_stops_waiting_writes_nothing_and_leaves_the_column_usable()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(2));
        await using var column = await table.OpenAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await using (await table.HoldAsync("1"))
        {
            var waiting = Task.Run(async () => await column.SwitchAsync([Move(1), Move(2)], cancellation.Token), Token);
            await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromMilliseconds(300), Token));
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                waiting.WaitAsync(TimeSpan.FromSeconds(4), Token)
            );
        }

        Assert.All(
            (await table.ValuesAsync()).Values,
            value => Assert.StartsWith("image/", value, StringComparison.Ordinal)
        );
        Assert.Equal([RowOutcome.Switched, RowOutcome.Switched], await column.SwitchAsync([Move(1), Move(2)], Token));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_stops_everything()
    {
        await using var table = await CreateAsync(KeyKind.Number, Numbered(1));
        await using var column = await table.OpenAsync();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await column.SwitchAsync([Move(1)], cancelled)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await column.ReadAsync(Everything, cancelled)
        );

        Assert.Equal("image/1.png", (await table.ValuesAsync())["1"]);
    }

    [Fact]
    public async Task Reads_go_on_beside_switches_and_see_every_row_as_it_was_or_as_it_is()
    {
        const int count = 1_000;
        await using var table = await CreateAsync(KeyKind.Number, Numbered(count));
        await using var column = await table.OpenAsync();

        var switching = Task.Run(() => SwitchAllAsync(column, count, "avatar"), Token);
        var reads = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await column.ReadAsync(Everything, Token), Token))
        );
        await switching;

        Assert.All(reads, rows => Assert.Equal(count, rows.Count));
        Assert.All(
            reads,
            rows =>
                Assert.All(rows, row => Assert.EndsWith($"/{row.Key.Text}.png", row.Value, StringComparison.Ordinal))
        );
    }

    private static RowSwitch Move(int number) =>
        new(new RowKey($"{number}"), $"image/{number}.png", $"avatar/{number}.png");

    private static async Task<(string Name, List<RowOutcome> Rows)> SwitchAllAsync(
        IReferenceColumn column,
        int count,
        string name
    )
    {
        var outcomes = new List<RowOutcome>();
        foreach (var batch in Enumerable.Range(1, count).Chunk(100))
        {
            var rows = batch.Select(number => new RowSwitch(
                new RowKey($"{number}"),
                $"image/{number}.png",
                $"{name}/{number}.png"
            ));
            outcomes.AddRange(await column.SwitchAsync([.. rows], Token));
        }
        return (name, outcomes);
    }
}
