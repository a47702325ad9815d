using Rehome.Locations;
using Rehome.Stores;
using Xunit;

namespace Rehome.Tests.Contracts;

/// <content>Objects written in parts.</content>
public abstract partial class ObjectStoreContract
{
    private int PartSize => (int)Math.Max(Store.Features.SmallestPart, 1024);

    [Fact]
    public async Task Parts_in_any_order_and_repeated_make_one_object()
    {
        var content = Bytes((2 * PartSize) + 100);
        var upload = await Store.BeginUploadAsync(Key, Full, Token);

        var third = await PartAsync(upload, content, 3);
        var first = await PartAsync(upload, content, 1);
        await PartAsync(upload, Bytes(content.Length, seed: 2), 2);
        var second = await PartAsync(upload, content, 2);
        var hidden = await ListAllAsync(Store);
        var whole = await Store.CompleteUploadAsync(upload, [third, first, second], WriteCondition.Absent, Token);

        Assert.Empty(hidden);
        Assert.Equal(content.Length, whole.Size);
        Assert.Equal(whole, Assert.Single(await ListAllAsync(Store)));
        Assert.Equal(content, await ReadAllAsync(Store, whole));
        await AssertKeepsAsync(Key);
    }

    [Fact]
    public async Task Parts_uploaded_at_once_make_one_object()
    {
        var content = Bytes(4 * PartSize);
        var upload = await Store.BeginUploadAsync(Key, ObjectMetadata.None, Token);

        var parts = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => PartAsync(upload, content, number)));
        var whole = await Store.CompleteUploadAsync(upload, parts, WriteCondition.Absent, Token);

        Assert.Equal(content, await ReadAllAsync(Store, whole));
    }

    [Fact]
    public async Task Nothing_shows_before_an_upload_is_completed_or_after_it_was_aborted()
    {
        var upload = await Store.BeginUploadAsync(Key, ObjectMetadata.None, Token);
        await PartAsync(upload, Bytes(PartSize), 1);
        var head = await Store.HeadAsync(Key, Token);
        var hidden = await ListAllAsync(Store);

        await Store.AbortUploadAsync(upload, Token);
        await Store.AbortUploadAsync(upload, Token);

        Assert.Null(head);
        Assert.Empty(hidden);
        Assert.Null(await Store.HeadAsync(Key, Token));
    }

    [Fact]
    public async Task A_part_of_an_aborted_upload_is_refused()
    {
        var upload = await Store.BeginUploadAsync(Key, ObjectMetadata.None, Token);
        var part = await PartAsync(upload, Bytes(PartSize), 1);
        await Store.AbortUploadAsync(upload, Token);

        await Assert.ThrowsAsync<StoreException>(() => PartAsync(upload, Bytes(PartSize), 2));
        await FaultAsync(Store.CompleteUploadAsync(upload, [part], WriteCondition.None, Token));

        Assert.Empty(await ListAllAsync(Store));
    }

    [Fact]
    public async Task An_upload_that_must_find_nothing_leaves_what_it_finds()
    {
        var upload = await Store.BeginUploadAsync(Key, ObjectMetadata.None, Token);
        var part = await PartAsync(upload, Bytes(PartSize, seed: 2), 1);
        await PutAsync(Key, Bytes(10));

        await AssertHonestAsync(
            Store.Features.ConditionalCopies,
            async () => await Store.CompleteUploadAsync(upload, [part], WriteCondition.Absent, Token)
        );
        await Store.AbortUploadAsync(upload, Token);
    }

    [Fact]
    public async Task Parts_copied_inside_the_store_make_one_object()
    {
        var content = Bytes((2 * PartSize) + 100);
        var source = await PutAsync(new ObjectKey("a source/é+%.png"), content);
        var upload = await Other.BeginUploadAsync(Key, Full, Token);

        var parts = new List<UploadedPart>();
        foreach (var number in (int[])[3, 1, 2])
        {
            var offset = (number - 1L) * PartSize;
            var length = Math.Min(PartSize, content.Length - offset);
            parts.Add(await Other.CopyPartAsync(upload, number, Store.Location, source, offset, length, Token));
        }
        var whole = await Other.CompleteUploadAsync(upload, parts, WriteCondition.Absent, Token);

        Assert.Equal([100L, PartSize, PartSize], parts.Select(part => part.Length));
        Assert.Equal(content, await ReadAllAsync(Other, whole));
    }

    [Fact]
    public async Task A_copied_part_is_of_the_version_that_was_asked_for()
    {
        var listed = await PutAsync(Key, Bytes(PartSize));
        await PutAsync(Key, Bytes(PartSize, seed: 2));
        var upload = await Other.BeginUploadAsync(Key, ObjectMetadata.None, Token);

        var fault = await FaultAsync(Other.CopyPartAsync(upload, 1, Store.Location, listed, 0, PartSize, Token));

        Assert.Equal(StoreFailure.Changed, fault.Failure);
        await Other.AbortUploadAsync(upload, Token);
    }

    private async Task<UploadedPart> PartAsync(MultipartUpload upload, byte[] content, int number)
    {
        var offset = (number - 1) * PartSize;
        var length = Math.Min(PartSize, content.Length - offset);
        return await Store.UploadPartAsync(upload, number, offset, content.AsMemory(offset, length), Token);
    }
}
