using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Contracts;

/// <summary>What every <see cref="IJournal"/> promises. Rows, letters and notes are in the file beside this one.</summary>
public abstract partial class JournalContract : IAsyncLifetime
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The journal of this test, empty at first.</summary>
    private protected IJournal Journal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Journal = await OpenEmptyAsync();

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract ValueTask<IJournal> OpenEmptyAsync();

    private protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Entries_come_back_whole_and_in_the_order_of_keys()
    {
        string[] ordered = ["A", "a-b", "a/b", "a0", "z", "\u00E9", "\uE000", "\uFFFD", "🦊"];
        var entries = ordered.Select(Rich).ToList();

        await Journal.SaveObjectsAsync([.. entries.AsEnumerable().Reverse()], Token);

        Assert.Equal(entries, await ReadAllAsync());
    }

    [Fact]
    public async Task Hostile_keys_keep_their_identity()
    {
        var entries = HostileKeys.All.Select(Rich).OrderBy(entry => entry.Source.Key).ToList();
        await Journal.SaveObjectsAsync(entries, Token);

        var all = await ReadAllAsync();
        var found = await Journal.FindObjectsAsync([.. entries.Select(entry => entry.Source.Key)], Token);
        var byTarget = await Journal.FindByTargetAsync([.. entries.Select(entry => entry.Target)], Token);

        Assert.Equal(entries, all);
        Assert.Equal(entries, found.OrderBy(entry => entry.Source.Key));
        Assert.Equal(entries, byTarget.OrderBy(entry => entry.Source.Key));
    }

    [Fact]
    public async Task A_range_begins_after_its_first_key_and_ends_with_its_last()
    {
        await Journal.SaveObjectsAsync([.. "abcde".Select(letter => Rich(letter.ToString()))], Token);

        var range = await Journal.ReadObjectsAsync(new ObjectKey("b"), new ObjectKey("d"), Token);
        var none = await Journal.ReadObjectsAsync(new ObjectKey("e"), new ObjectKey("z"), Token);

        Assert.Equal(["c", "d"], range.Select(entry => entry.Source.Key.Value));
        Assert.Empty(none);
    }

    [Theory]
    [InlineData(ObjectState.Planned)]
    [InlineData(ObjectState.Failed)]
    [InlineData(ObjectState.Conflict, ObjectState.Failed)]
    [InlineData(ObjectState.Planned, ObjectState.Failed)]
    [InlineData(ObjectState.Copied, ObjectState.Present, ObjectState.Retired, ObjectState.Skipped)]
    public async Task Entries_in_some_states_are_read_page_by_page(params ObjectState[] states)
    {
        var all = Enumerable.Range(0, 70).Select(n => Plain($"k{n:D3}", (ObjectState)(n % 7))).ToList();
        await Journal.SaveObjectsAsync(all, Token);

        var read = new List<ObjectEntry>();
        for (var page = await PageAsync(); page.Count > 0; page = await PageAsync())
        {
            Assert.InRange(page.Count, 1, 3);
            read.AddRange(page);
        }

        Assert.Equal(all.Where(entry => states.Contains(entry.State)), read);

        ValueTask<IReadOnlyList<ObjectEntry>> PageAsync() =>
            Journal.ReadObjectsAsync(states, read.Count == 0 ? ObjectKey.Start : read[^1].Source.Key, 3, Token);
    }

    [Fact]
    public async Task An_entry_that_leaves_a_state_is_no_longer_found_in_it()
    {
        await Journal.SaveObjectsAsync([Plain("a", ObjectState.Failed), Plain("b", ObjectState.Failed)], Token);

        await Journal.SaveObjectsAsync([Plain("a", ObjectState.Copied)], Token);

        Assert.Equal(["b"], await KeysInAsync(ObjectState.Failed));
        Assert.Equal(["a"], await KeysInAsync(ObjectState.Copied));

        async Task<IEnumerable<string>> KeysInAsync(ObjectState state) =>
            (await Journal.ReadObjectsAsync([state], ObjectKey.Start, 10, Token)).Select(entry =>
                entry.Source.Key.Value
            );
    }

    [Fact]
    public async Task A_later_entry_replaces_an_earlier_one_in_one_batch_or_two()
    {
        await Journal.SaveObjectsAsync([Plain("a", ObjectState.Planned), Plain("a", ObjectState.Failed)], Token);
        var first = await ReadAllAsync();

        await Journal.SaveObjectsAsync([Rich("a")], Token);

        Assert.Equal([Plain("a", ObjectState.Failed)], first);
        Assert.Equal([Rich("a")], await ReadAllAsync());
    }

    [Fact]
    public async Task Marks_stay_when_an_entry_is_saved_again_and_go_when_they_are_cleared()
    {
        await Journal.SaveObjectsAsync([Plain("a", ObjectState.Planned), Plain("b", ObjectState.Planned)], Token);

        await Journal.MarkReferencedAsync([new ObjectKey("a"), new ObjectKey("unknown"), new ObjectKey("a")], Token);
        await Journal.SaveObjectsAsync(
            [Plain("a", ObjectState.Copied), Plain("b", ObjectState.Copied) with { Referenced = true }],
            Token
        );
        var marked = await ReadAllAsync();
        await Journal.ClearReferencedAsync(Token);
        var cleared = await ReadAllAsync();
        await Journal.MarkReferencedAsync([new ObjectKey("b")], Token);
        var again = await ReadAllAsync();

        Assert.Equal([true, false], marked.Select(entry => entry.Referenced));
        Assert.Equal([false, false], cleared.Select(entry => entry.Referenced));
        Assert.Equal([false, true], again.Select(entry => entry.Referenced));
    }

    [Fact]
    public async Task Unknown_keys_are_missing_from_what_is_found()
    {
        await Journal.SaveObjectsAsync([Rich("a"), Rich("b")], Token);

        var found = await Journal.FindObjectsAsync([new("b"), new("b"), new("c"), new("a\0tail"), new("A")], Token);

        Assert.Equal([Rich("b")], found);
        Assert.Empty(await Journal.FindObjectsAsync([], Token));
    }

    [Fact]
    public async Task All_entries_of_one_target_are_found_also_those_saved_later()
    {
        var target = new ObjectKey("same");
        await Journal.SaveObjectsAsync([Rich("a") with { Target = target }], Token);
        var first = await Journal.FindByTargetAsync([target], Token);

        await Journal.SaveObjectsAsync([Rich("b") with { Target = target }, Rich("c")], Token);
        var second = await Journal.FindByTargetAsync([target, new ObjectKey("none")], Token);

        Assert.Equal(["a"], first.Select(entry => entry.Source.Key.Value));
        Assert.Equal(["a", "b"], second.Select(entry => entry.Source.Key.Value).Order());
    }

    [Fact]
    public async Task Objects_are_counted_by_state()
    {
        await Journal.SaveObjectsAsync(
            [.. Enumerable.Range(0, 10).Select(n => Plain($"p{n}", ObjectState.Planned))],
            Token
        );
        await Journal.SaveObjectsAsync([Plain("c1", ObjectState.Copied), Plain("c2", ObjectState.Copied)], Token);
        await Journal.MarkReferencedAsync([new("p3"), new("c1"), new("c2")], Token);

        var totals = await Journal.CountAsync(Token);

        Assert.Equal(
            [new ObjectTotals(ObjectState.Planned, 10, 70, 1), new ObjectTotals(ObjectState.Copied, 2, 14, 2)],
            totals.Objects.OrderBy(line => line.State)
        );
        Assert.Empty(totals.Rows);
        Assert.Empty(totals.Letters);
    }

    [Fact]
    public async Task A_hundred_thousand_entries_are_saved_read_and_counted()
    {
        for (var batch = 0; batch < 100; batch++)
        {
            await Journal.SaveObjectsAsync(
                [.. Enumerable.Range(batch * 1000, 1000).Select(n => Plain($"k{n:D6}", ObjectState.Planned))],
                Token
            );
        }

        var read = 0;
        for (var after = ObjectKey.Start; ; )
        {
            var page = await Journal.ReadObjectsAsync([ObjectState.Planned], after, 1000, Token);
            if (page.Count == 0)
            {
                break;
            }
            Assert.Equal($"k{read:D6}", page[0].Source.Key.Value);
            read += page.Count;
            after = page[^1].Source.Key;
        }

        Assert.Equal(100_000, read);
        Assert.Equal(
            new ObjectTotals(ObjectState.Planned, 100_000, 700_000, 0),
            Assert.Single((await Journal.CountAsync(Token)).Objects)
        );
    }

    [Fact]
    public async Task Many_callers_write_and_read_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(() => WorkAsync(caller), Token)));

        Assert.Equal(3200, (await ReadAllAsync()).Count);

        async Task WorkAsync(int caller)
        {
            for (var n = 0; n < 10; n++)
            {
                var batch = Enumerable.Range(n * 10, 10).Select(i => Rich($"{caller:D2}/{i:D3}")).ToList();
                await Journal.SaveObjectsAsync(batch, Token);
                var first = batch[0].Source.Key;
                Assert.Equal(
                    batch,
                    await Journal.ReadObjectsAsync(new ObjectKey(first.Value[..^1]), batch[^1].Source.Key, Token)
                );
            }
        }
    }

    [Fact]
    public async Task Nothing_is_written_once_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Journal.SaveObjectsAsync([Rich("a")], cancelled.Token)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Journal.CountAsync(cancelled.Token));

        Assert.Empty(await ReadAllAsync());
    }

    private protected static ObjectEntry Plain(string key, ObjectState state) =>
        new(new ObjectInfo(new ObjectKey(key), 7, "tag", ""), new ObjectKey("to/" + key), state);

    private protected static ObjectEntry Rich(string key) =>
        new(
            new ObjectInfo(new ObjectKey(key), 5L << 40, "\"etag\"-3", "GLACIER"),
            new ObjectKey("to/" + key),
            ObjectState.Copied
        )
        {
            Evidence = Evidence.StreamedHash,
            TargetETag = "0123",
            Reason = "größer als erlaubt; it's \"that\"\n",
        };

    private protected async Task<IReadOnlyList<ObjectEntry>> ReadAllAsync() =>
        await Journal.ReadObjectsAsync(Enum.GetValues<ObjectState>(), ObjectKey.Start, int.MaxValue, Token);
}
