using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Pacing;
using Rehome.Stores;

namespace Rehome.Transfers;

/// <summary>
/// Moves the bytes of one object from one container to another: inside the store where it can, streamed otherwise, in
/// parts where it is large. Knows nothing of journals and rows.
/// </summary>
internal sealed class Transfer(IObjectStore source, IObjectStore target, Limits limits, BufferBudget buffers)
{
    private readonly bool _insideStore =
        source.Features.CopyDomain.Length > 0 && source.Features.CopyDomain == target.Features.CopyDomain;
    private readonly Parts _parts = new(target, limits);

    /// <summary>Copies the very version given; the target is whole and proven when this returns.</summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFailure.Changed"/> and <see cref="StoreFailure.NotFound"/> speak of the source,
    /// <see cref="StoreFailure.Exists"/> of the target.
    /// </exception>
    public async ValueTask<CopyProof> CopyAsync(
        ObjectInfo version,
        ObjectKey key,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        if (_insideStore)
        {
            return version.Size <= _parts.LargestSingleCopy
                ? await CopyWholeAsync(version, key, condition, cancellationToken)
                : await CopyInPartsAsync(version, key, condition, cancellationToken);
        }
        return version.Size <= _parts.LargestSingleUpload
            ? await StreamWholeAsync(version, key, condition, cancellationToken)
            : await StreamInPartsAsync(version, key, condition, cancellationToken);
    }

    private async ValueTask<CopyProof> CopyWholeAsync(
        ObjectInfo version,
        ObjectKey key,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        var copy = await target.CopyAsync(source.Location, version, key, condition, cancellationToken);
        return CopyProof.ByETag(version, copy) ?? await ProveSizeAsync(version, copy, cancellationToken);
    }

    private async ValueTask<CopyProof> StreamWholeAsync(
        ObjectInfo version,
        ObjectKey key,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        using var loan = await buffers.BorrowAsync((int)version.Size, cancellationToken);
        var head = await source.ReadAsync(version, 0, loan.Memory, cancellationToken);
        var metadata = await WithTagsAsync(head, cancellationToken);
        var copy = await target.PutAsync(key, loan.Memory, metadata, condition, cancellationToken);
        return CopyProof.ByETag(version, copy) ?? new CopyProof(copy, Evidence.StreamedHash);
    }

    private async ValueTask<CopyProof> CopyInPartsAsync(
        ObjectInfo version,
        ObjectKey key,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        // A copy in parts takes neither metadata nor tags along, so they are read and sent again.
        var head = await HeadAsync(version, cancellationToken);
        var metadata = await WithTagsAsync(head, cancellationToken);
        var copy = await _parts.UploadAsync(
            version,
            key,
            metadata,
            condition,
            _parts.CopyPartSize(version.Size),
            (upload, part, token) =>
                target.CopyPartAsync(upload, part.Number, source.Location, version, part.Offset, part.Length, token),
            cancellationToken
        );
        return CopyProof.ByETag(version, copy) ?? await ProveSizeAsync(version, copy, cancellationToken);
    }

    private async ValueTask<CopyProof> StreamInPartsAsync(
        ObjectInfo version,
        ObjectKey key,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        var head = await HeadAsync(version, cancellationToken);
        var metadata = await WithTagsAsync(head, cancellationToken);
        var copy = await _parts.UploadAsync(
            version,
            key,
            metadata,
            condition,
            _parts.StreamPartSize(version.Size),
            async (upload, part, token) =>
            {
                using var loan = await buffers.BorrowAsync((int)part.Length, token);
                await source.ReadAsync(version, part.Offset, loan.Memory, token);
                return await target.UploadPartAsync(upload, part.Number, part.Offset, loan.Memory, token);
            },
            cancellationToken
        );
        return CopyProof.ByETag(version, copy) ?? new CopyProof(copy, Evidence.StreamedHash);
    }

    private async ValueTask<ObjectHead> HeadAsync(ObjectInfo version, CancellationToken cancellationToken)
    {
        var head = await source.HeadAsync(version.Key, cancellationToken);
        return head switch
        {
            null => throw new StoreException(StoreFailure.NotFound, $"copy {source.Location}: {version.Key} is gone"),
            _ when head.Info.ETag != version.ETag => throw new StoreException(
                StoreFailure.Changed,
                $"copy {source.Location}: {version.Key} changed since it was listed"
            ),
            _ => head,
        };
    }

    private async ValueTask<ObjectMetadata> WithTagsAsync(ObjectHead head, CancellationToken cancellationToken)
    {
        if (!head.HasTags || !target.Features.KeepsTags)
        {
            return head.Metadata;
        }
        return head.Metadata with { Tags = await source.ReadTagsAsync(head.Info.Key, cancellationToken) };
    }

    private async ValueTask<CopyProof> ProveSizeAsync(
        ObjectInfo version,
        ObjectInfo copy,
        CancellationToken cancellationToken
    )
    {
        // The store copied the pinned version and said so, but its tags cannot be compared (encryption, other part sizes).
        var head = await target.HeadAsync(copy.Key, cancellationToken);
        return head is { } seen && seen.Info.Size == version.Size
            ? new CopyProof(seen.Info, Evidence.Size)
            : throw new StoreException(
                StoreFailure.Refused,
                $"copy {target.Location}: {copy.Key} has {head?.Info.Size.ToString(null, null) ?? "no"} bytes after the copy, {version.Size} were expected"
            );
    }
}
