using System.Globalization;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Tests.Infra;

/// <content>Uploads in parts.</content>
internal sealed partial class MemoryObjectStore
{
    private int _uploads;

    public ValueTask<MultipartUpload> BeginUploadAsync(
        ObjectKey key,
        ObjectMetadata metadata,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            "BeginUpload",
            key,
            () =>
            {
                var id =
                    Interlocked.Increment(ref _uploads).ToString(CultureInfo.InvariantCulture) + "-" + Guid.NewGuid();
                Container("begin an upload of").Uploads[id] = new MemoryUpload(key, metadata);
                return new MultipartUpload(key, id);
            },
            cancellationToken
        );

    public ValueTask<UploadedPart> UploadPartAsync(
        MultipartUpload upload,
        int number,
        long offset,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    ) => DoAsync("UploadPart", upload.Key, () => AddPart(upload, number, content.ToArray()), cancellationToken);

    public ValueTask<UploadedPart> CopyPartAsync(
        MultipartUpload upload,
        int number,
        Location source,
        ObjectInfo version,
        long offset,
        long length,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            "CopyPart",
            upload.Key,
            () => AddPart(upload, number, Pinned("copy", source, version).Content[(int)offset..(int)(offset + length)]),
            cancellationToken
        );

    public ValueTask<ObjectInfo> CompleteUploadAsync(
        MultipartUpload upload,
        IReadOnlyList<UploadedPart> parts,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) => DoAsync("CompleteUpload", upload.Key, () => Complete(upload, parts, condition), cancellationToken);

    public async ValueTask AbortUploadAsync(MultipartUpload upload, CancellationToken cancellationToken) =>
        await DoAsync(
            "AbortUpload",
            upload.Key,
            () => Container("abort").Uploads.TryRemove(upload.Id, out _),
            cancellationToken
        );

    private UploadedPart AddPart(MultipartUpload upload, int number, byte[] content)
    {
        if (number < 1 || number > Features.MostParts)
        {
            throw Fault(StoreFailure.Refused, "upload a part of", upload.Key, $"{number} is no part number");
        }
        Find(upload).Parts[number] = content;
        return new UploadedPart(number, MemoryContainer.ETagOf(content), content.Length);
    }

    private ObjectInfo Complete(MultipartUpload upload, IReadOnlyList<UploadedPart> parts, WriteCondition condition)
    {
        var begun = Find(upload);
        var held = parts.OrderBy(part => part.Number).Select(part => begun.Parts[part.Number]).ToList();
        if (held.SkipLast(1).Any(part => part.Length < Features.SmallestPart))
        {
            throw Fault(StoreFailure.Refused, "complete the upload of", upload.Key, "a part is too small");
        }
        var whole = Object(
            upload.Key,
            [.. held.SelectMany(part => part)],
            MemoryContainer.ETagOf(held),
            begun.Metadata
        );
        if (!Container("complete").TryWrite(whole, Features.ConditionalCopies && condition == WriteCondition.Absent))
        {
            throw Fault(StoreFailure.Exists, "complete the upload of", upload.Key, "the key exists");
        }
        Container("complete").Uploads.TryRemove(upload.Id, out _);
        return whole.Info;
    }

    private MemoryUpload Find(MultipartUpload upload) =>
        Container("find an upload in").Uploads.GetValueOrDefault(upload.Id)
        ?? throw Fault(StoreFailure.NotFound, "find the upload of", upload.Key, "it was completed or aborted");
}
