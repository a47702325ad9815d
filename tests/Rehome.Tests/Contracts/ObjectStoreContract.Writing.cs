using Rehome.Locations;
using Rehome.Stores;
using Xunit;

namespace Rehome.Tests.Contracts;

/// <content>Conditions, copies and metadata.</content>
public abstract partial class ObjectStoreContract
{
    private static ObjectMetadata Full { get; } =
        new()
        {
            ContentType = "image/webp",
            CacheControl = "public, max-age=31536000",
            ContentDisposition = "attachment; filename=\"a b.webp\"",
            ContentEncoding = "gzip",
            ContentLanguage = "de-AT",
            User = new Dictionary<string, string> { ["owner"] = "ann", ["two-words"] = "blue & green; 100%" },
            Tags = new Dictionary<string, string> { ["team"] = "photos", ["cost centre"] = "a/b=c+d@e" },
        };

    [Fact]
    public async Task A_put_that_must_find_nothing_leaves_what_it_finds()
    {
        await Store.PutAsync(Key, Bytes(10), ObjectMetadata.None, WriteCondition.Absent, Token);

        await AssertHonestAsync(
            Store.Features.ConditionalWrites,
            async () => await Store.PutAsync(Key, Bytes(10, seed: 2), ObjectMetadata.None, WriteCondition.Absent, Token)
        );
    }

    [Fact]
    public async Task Of_many_puts_that_must_find_nothing_one_wins()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(TryPutAsync));

        var stays = Assert.Single(await ListAllAsync(Store));
        Assert.Contains(stays, won);
        Assert.Equal(Store.Features.ConditionalWrites ? 1 : 16, won.Count(info => info is not null));

        async Task<ObjectInfo?> TryPutAsync(int seed)
        {
            try
            {
                return await Store.PutAsync(Key, Bytes(500, seed), ObjectMetadata.None, WriteCondition.Absent, Token);
            }
            catch (StoreException fault) when (fault.Failure == StoreFailure.Exists)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task An_unconditional_put_replaces()
    {
        var first = await PutAsync(Key, Bytes(10));

        var second = await PutAsync(Key, Bytes(20, seed: 2));

        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Equal(Bytes(20, seed: 2), await ReadAllAsync(Store, Assert.Single(await ListAllAsync(Store))));
    }

    [Fact]
    public async Task Metadata_and_tags_are_kept_by_put_and_copy()
    {
        var put = await PutAsync(Key, Bytes(10), Full);
        var copy = new ObjectKey("copied/photo.webp");

        var copied = await Store.CopyAsync(Store.Location, put, copy, WriteCondition.None, Token);

        Assert.Equal(10, copied.Size);
        await AssertKeepsAsync(Key);
        await AssertKeepsAsync(copy);
    }

    [Fact]
    public async Task An_object_without_tags_has_none()
    {
        await PutAsync(Key, Bytes(10));

        Assert.Empty(await Store.ReadTagsAsync(Key, Token));
    }

    [Fact]
    public async Task A_copy_is_the_version_that_was_asked_for_or_nothing()
    {
        var listed = await PutAsync(Key, Bytes(10));
        await PutAsync(Key, Bytes(10, seed: 2));

        var fault = await FaultAsync(Other.CopyAsync(Store.Location, listed, Key, WriteCondition.Absent, Token));

        Assert.Equal(StoreFailure.Changed, fault.Failure);
        Assert.Empty(await ListAllAsync(Other));
    }

    [Fact]
    public async Task A_copy_of_a_missing_object_fails_for_certain()
    {
        var listed = await PutAsync(Key, Bytes(10));
        await Store.DeleteAsync([Key], Token);

        var fault = await FaultAsync(Other.CopyAsync(Store.Location, listed, Key, WriteCondition.Absent, Token));

        Assert.Equal(StoreFailure.NotFound, fault.Failure);
        Assert.Empty(await ListAllAsync(Other));
    }

    [Fact]
    public async Task A_copy_that_must_find_nothing_leaves_what_it_finds()
    {
        var source = await PutAsync(new ObjectKey("source"), Bytes(10, seed: 2));
        await PutAsync(Key, Bytes(10));

        await AssertHonestAsync(
            Store.Features.ConditionalCopies,
            async () => await Store.CopyAsync(Store.Location, source, Key, WriteCondition.Absent, Token)
        );
    }

    [Fact]
    public async Task A_copy_of_an_object_of_no_bytes_is_one()
    {
        var source = await PutAsync(Key, []);

        await Other.CopyAsync(Store.Location, source, Key, WriteCondition.Absent, Token);

        Assert.Equal(
            (Key, 0L),
            Assert.Single(await ListAllAsync(Other)) is var copied ? (copied.Key, copied.Size) : default
        );
    }

    /// <summary>A write of seed 2 over seed 1 fails where the store says that it keeps the condition, and replaces where not.</summary>
    private async Task AssertHonestAsync(bool conditional, Func<Task> write)
    {
        if (conditional)
        {
            var fault = await Assert.ThrowsAsync<StoreException>(write);
            Assert.Equal(StoreFailure.Exists, fault.Failure);
        }
        else
        {
            await write();
        }
        var stays = Assert.Single(await ListAllAsync(Store), o => o.Key == Key);
        Assert.Equal(Bytes((int)stays.Size, conditional ? 1 : 2), await ReadAllAsync(Store, stays));
    }

    private async Task AssertKeepsAsync(ObjectKey key)
    {
        var head = await Store.HeadAsync(key, Token);
        Assert.NotNull(head);
        if (Store.Features.KeepsMetadata)
        {
            var kept = head.Metadata;
            Assert.Equal(
                Full with
                {
                    Tags = kept.Tags,
                    User = kept.User,
                    Expires = kept.Expires,
                    StorageClass = kept.StorageClass,
                },
                kept
            );
            Assert.Equal(Full.User.OrderBy(pair => pair.Key), kept.User.OrderBy(pair => pair.Key));
        }
        if (Store.Features.KeepsTags)
        {
            Assert.True(head.HasTags);
            Assert.Equal(
                Full.Tags.OrderBy(pair => pair.Key),
                (await Store.ReadTagsAsync(key, Token)).OrderBy(pair => pair.Key)
            );
        }
        else
        {
            Assert.Empty(await Store.ReadTagsAsync(key, Token));
        }
    }
}
