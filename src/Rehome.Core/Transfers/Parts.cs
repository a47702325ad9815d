using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Transfers;

/// <summary>Writes one object in parts, several at a time, whole or not at all.</summary>
internal sealed class Parts(IObjectStore target, Limits limits)
{
    private const int AtATime = 8;
    private const long CopiedPart = 64L << 20;
    private const long StreamedPart = 8L << 20;
    private static readonly TimeSpan s_abortTime = TimeSpan.FromSeconds(30);

    /// <summary>Objects up to this size are copied by one request.</summary>
    public long LargestSingleCopy { get; } =
        Math.Min(limits.PartThreshold > 0 ? limits.PartThreshold : long.MaxValue, target.Features.LargestSinglePut);

    /// <summary>Objects up to this size are uploaded by one request, from memory.</summary>
    public long LargestSingleUpload { get; } =
        Math.Min(
            limits.PartThreshold > 0 ? limits.PartThreshold : StreamedPart,
            Math.Min(target.Features.LargestSinglePut, Array.MaxLength)
        );

    /// <summary>Bytes of a part that the store copies itself.</summary>
    public long CopyPartSize(long size) => Fit(limits.PartSize > 0 ? limits.PartSize : CopiedPart, size);

    /// <summary>Bytes of a part that goes through memory.</summary>
    public long StreamPartSize(long size) => Fit(limits.PartSize > 0 ? limits.PartSize : StreamedPart, size);

    /// <summary>Begins, writes all parts, completes; aborts when anything fails.</summary>
    public async ValueTask<ObjectInfo> UploadAsync(
        ObjectInfo version,
        ObjectKey key,
        ObjectMetadata metadata,
        WriteCondition condition,
        long partSize,
        Func<MultipartUpload, Part, CancellationToken, ValueTask<UploadedPart>> write,
        CancellationToken cancellationToken
    )
    {
        var upload = await target.BeginUploadAsync(key, metadata, cancellationToken);
        try
        {
            var parts = Cut(version.Size, partSize);
            var written = new UploadedPart[parts.Count];
            var options = new ParallelOptions
            {
                MaxDegreeOfParallelism = AtATime,
                CancellationToken = cancellationToken,
            };
            await Parallel.ForEachAsync(
                parts,
                options,
                async (part, token) => written[part.Number - 1] = await write(upload, part, token)
            );
            return await CompleteAsync(upload, version, written, condition, cancellationToken);
        }
        catch
        {
            await AbortAsync(upload);
            throw;
        }
    }

    private async ValueTask<ObjectInfo> CompleteAsync(
        MultipartUpload upload,
        ObjectInfo version,
        UploadedPart[] parts,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var done = await target.CompleteUploadAsync(upload, parts, condition, cancellationToken);
            return done with { Size = version.Size };
        }
        catch (StoreException fault) when (fault.Failure == StoreFailure.NotFound)
        {
            // A repeated completion finds no upload when the first one took effect and only its answer was lost.
            var head = await target.HeadAsync(upload.Key, cancellationToken);
            return
                head is { } seen
                && seen.Info.Size == version.Size
                && seen.Info.ETag.EndsWith($"-{parts.Length}", StringComparison.Ordinal)
                ? seen.Info
                : throw new StoreException(
                    StoreFailure.Refused,
                    $"complete {target.Location}: the upload of {upload.Key} is gone",
                    fault
                );
        }
    }

    private async ValueTask AbortAsync(MultipartUpload upload)
    {
        using var time = new CancellationTokenSource(s_abortTime);
        try
        {
            await target.AbortUploadAsync(upload, time.Token);
        }
        catch (Exception fault) when (fault is StoreException or OperationCanceledException)
        {
            // The first fault is the one to report; what stays behind is invisible and ends with the bucket's own clean-up rule.
        }
    }

    private long Fit(long wanted, long size)
    {
        var fewest = (size + target.Features.MostParts - 1) / target.Features.MostParts;
        return Math.Max(Math.Max(wanted, target.Features.SmallestPart), fewest);
    }

    private static List<Part> Cut(long size, long partSize)
    {
        var parts = new List<Part>();
        for (long offset = 0; offset < size; offset += partSize)
        {
            parts.Add(new Part(parts.Count + 1, offset, Math.Min(partSize, size - offset)));
        }
        return parts;
    }
}
