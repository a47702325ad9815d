using System.Globalization;
using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Contracts;

/// <content>Order, pages and keys.</content>
public abstract partial class ObjectStoreContract
{
    [Fact]
    public async Task A_listing_is_in_the_order_of_utf8_bytes()
    {
        // In UTF-16 the fox, a surrogate pair, would sort before the two characters from U+E000 on; in a tree of
        // folders "a-b" would sort after everything in "a".
        string[] ordered =
        [
            "A",
            "a-b",
            "a.png",
            "a/b",
            "a/b-c",
            "a/b.c/d",
            "a/c",
            "a0",
            "b",
            "z",
            "\u00E9",
            "\uE000",
            "\uFFFD",
            "🦊",
        ];
        foreach (var key in ordered.Reverse())
        {
            await PutAsync(new ObjectKey(key), Bytes(1));
        }

        var listed = await ListAllAsync(Store);

        Assert.Equal(ordered, listed.Select(o => o.Key.Value));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a/", "")]
    [InlineData("a", "")]
    [InlineData("", "a/2")]
    [InlineData("", "a/1zzz")]
    [InlineData("", "a")]
    [InlineData("a/", "a/1")]
    [InlineData("a/2/", "a/1")]
    [InlineData("b/", "a/1")]
    [InlineData("a/", "b")]
    [InlineData("a/", "a/2/x/y")]
    [InlineData("nothing/", "")]
    [InlineData("", "b/2")]
    public async Task A_listing_starts_after_a_key_and_keeps_to_a_prefix(string prefix, string after)
    {
        string[] wanted = ["a/1", "a/2", "a/2/x", "ab", "b/1", "b/2"];
        var keys = wanted.Except(KeysRefused.Select(refused => refused.Key)).ToList();
        foreach (var key in keys)
        {
            await PutAsync(new ObjectKey(key), Bytes(1));
        }

        var page = await Store.ListAsync(prefix, new ObjectKey(after), Token);

        var expected = keys.Where(key =>
            key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(key, after) > 0
        );
        Assert.Equal(expected, page.Objects.Select(o => o.Key.Value));
        Assert.True(page.IsLast);
    }

    [Fact]
    public async Task A_listing_goes_on_beyond_one_page()
    {
        var keys = Enumerable
            .Range(0, 1005)
            .Select(n => new ObjectKey("page/" + n.ToString("D5", CultureInfo.InvariantCulture)))
            .ToList();
        await Parallel.ForEachAsync(keys, Token, async (key, _) => await PutAsync(key, []));

        var listed = await ListAllAsync(Store, "page/");

        Assert.Equal(keys, listed.Select(o => o.Key));
    }

    [Fact]
    public async Task Hostile_keys_are_put_listed_headed_read_copied_and_deleted()
    {
        var keys = HostileKeys
            .All.Except(KeysRefused.Concat(KeysGotWrong).Select(k => k.Key))
            .Select(k => new ObjectKey(k))
            .Order()
            .ToList();

        foreach (var key in keys)
        {
            await PutAsync(key, HostileKeys.ContentOf(key));
        }
        var listed = await ListAllAsync(Store);
        foreach (var version in listed)
        {
            Assert.Equal(version, (await Store.HeadAsync(version.Key, Token))?.Info);
            Assert.Equal(HostileKeys.ContentOf(version.Key), await ReadAllAsync(Store, version));
            await Other.CopyAsync(Store.Location, version, version.Key, WriteCondition.Absent, Token);
        }
        var copied = await ListAllAsync(Other);
        var outcomes = await Store.DeleteAsync(keys, Token);

        Assert.Equal(keys, listed.Select(o => o.Key));
        Assert.Equal(keys, copied.Select(o => o.Key));
        foreach (var version in copied)
        {
            Assert.Equal(HostileKeys.ContentOf(version.Key), await ReadAllAsync(Other, version));
        }
        Assert.All(outcomes, outcome => Assert.True(outcome.IsGone, outcome.Error));
        Assert.Empty(await ListAllAsync(Store));
    }

    [Fact]
    public async Task A_listing_goes_on_after_each_hostile_key()
    {
        var keys = HostileKeys
            .All.Except(KeysRefused.Concat(KeysGotWrong).Select(k => k.Key))
            .Select(k => new ObjectKey(k))
            .Order()
            .ToList();
        foreach (var key in keys)
        {
            await PutAsync(key, []);
        }

        for (var i = 0; i < keys.Count; i++)
        {
            var page = await Store.ListAsync("", keys[i], Token);

            Assert.Equal(keys.Skip(i + 1), page.Objects.Select(o => o.Key));
        }
    }

    [Fact]
    public async Task A_key_that_the_store_cannot_hold_is_refused_before_anything_is_written()
    {
        await PutAsync(new ObjectKey("a/2"), Bytes(1));
        var version = await PutAsync(Key, Bytes(10));
        var before = await ListAllAsync(Store);

        foreach (var key in KeysRefused.Select(refused => new ObjectKey(refused.Key)))
        {
            var put = await FaultAsync(Store.PutAsync(key, Bytes(1), ObjectMetadata.None, WriteCondition.None, Token));
            var copy = await FaultAsync(Store.CopyAsync(Store.Location, version, key, WriteCondition.None, Token));

            Assert.True(put.Failure == StoreFailure.Unsupported, put.Message);
            Assert.True(copy.Failure == StoreFailure.Unsupported, copy.Message);
        }
        Assert.Equal(before, await ListAllAsync(Store));
    }
}
