using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Objects written in parts.</summary>
internal sealed class S3Uploads(S3Client client, S3Objects objects)
{
    // In bytes; such a part is held in memory.
    private const int MostReadThrough = 512 * 1024 * 1024;

    private const string UploadIsGone = "NoSuchUpload";

    // The RADOS Gateway forgets the tags that an upload begins with, so they are written when it ends.
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _tags = new();

    public async ValueTask<MultipartUpload> BeginAsync(
        ObjectKey key,
        ObjectMetadata metadata,
        CancellationToken cancellationToken
    )
    {
        var request = new S3Request(S3Operation.BeginUpload, HttpMethod.Post, key)
        {
            Query = S3Request.Write(("uploads", "")),
        };
        MetadataHeaders.Add(request, metadata, client.Endpoint.IsAmazon);
        var id = await client.SendAsync(request, XmlAnswers.UploadIdAsync, cancellationToken);
        if (metadata.Tags.Count > 0 && !client.Endpoint.IsAmazon)
        {
            _tags[id] = metadata.Tags;
        }
        return new MultipartUpload(key, id);
    }

    public async ValueTask<UploadedPart> UploadPartAsync(
        MultipartUpload upload,
        int number,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        var request = new S3Request(S3Operation.UploadPart, HttpMethod.Put, upload.Key)
        {
            Query = PartQuery(upload, number),
            ExtraTime = TimeSpan.FromSeconds((double)content.Length / client.Options.SlowestTransfer),
        };
        var hash = request.Attach(content);
        var written = await client.SendAsync(
            request,
            static (answer, _) => WrittenETag.ReadAsync(answer),
            cancellationToken
        );
        return written.Agrees(hash) && written.Text.Length > 0
            ? new UploadedPart(number, written.Text, content.Length)
            : throw client.Odd(request, StoreFailure.Unavailable, "the service holds other bytes than were sent");
    }

    public async ValueTask<UploadedPart> CopyPartAsync(
        MultipartUpload upload,
        int number,
        Location source,
        ObjectInfo version,
        long offset,
        long length,
        CancellationToken cancellationToken
    )
    {
        if (!client.Endpoint.IsAmazon && IsMisread(version.Key.Value))
        {
            return length <= MostReadThrough
                ? await CopyThroughAsync(upload, number, source, version, offset, new byte[length], cancellationToken)
                : throw new StoreException(
                    StoreFailure.Unsupported,
                    $"cannot copy {length} bytes of '{version.Key}' as one part, for they pass through this machine; take smaller parts"
                );
        }
        var request = new S3Request(S3Operation.CopyPart, HttpMethod.Put, upload.Key)
        {
            Query = PartQuery(upload, number),
            ExtraTime = TimeSpan.FromSeconds((double)length / client.Options.SlowestCopy),
        }.With(
            "x-amz-copy-source-range",
            string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + length - 1}")
        );
        CopySource.Add(request, source, version, client.Endpoint.IsAmazon);
        var tag = await client.SendAsync(request, XmlAnswers.ETagAsync, cancellationToken);
        if (tag.Length == 0)
        {
            throw client.Odd(request, StoreFailure.Unavailable, "the answer has no tag of the part");
        }
        if (!client.Endpoint.IsAmazon)
        {
            await CheckPinAsync(source, version, cancellationToken);
        }
        return new UploadedPart(number, tag, length);
    }

    public async ValueTask<ObjectInfo> CompleteAsync(
        MultipartUpload upload,
        IReadOnlyList<UploadedPart> parts,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        var ordered = parts.OrderBy(static part => part.Number).ToList();
        var mustBeAbsent = condition == WriteCondition.Absent && client.Endpoint.IsAmazon;
        var request = new S3Request(S3Operation.CompleteUpload, HttpMethod.Post, upload.Key)
        {
            Query = UploadQuery(upload),
            ExtraTime = client.Options.RequestTimeout * 9,
        }
            .WithIf(mustBeAbsent, "if-none-match", "*")
            .WithXml(XmlDocuments.CompleteUpload(ordered));
        var outcome = await client.TrySendAsync(request, XmlAnswers.ETagAsync, cancellationToken);
        var size = ordered.Sum(static part => part.Length);
        var tag = outcome.Error switch
        {
            null => outcome.Value,
            { Code: UploadIsGone } when await IsThereAsync(upload.Key, ordered, size, cancellationToken) => "",
            { Status: HttpStatusCode.PreconditionFailed } when mustBeAbsent => throw objects.Exists(request),
            var error => throw client.Refused(request, error),
        };
        await WriteTagsAsync(upload, cancellationToken);
        // The RADOS Gateway leaves the tag out of its first answer.
        return tag.Length > 0
            ? new ObjectInfo(upload.Key, size, tag, "")
            : (await objects.HeadAsync(upload.Key, cancellationToken))?.Info
                ?? throw client.Odd(request, StoreFailure.Unavailable, "the completed object is not there");
    }

    public async ValueTask AbortAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        var request = new S3Request(S3Operation.AbortUpload, HttpMethod.Delete, upload.Key)
        {
            Query = UploadQuery(upload),
        };
        var outcome = await client.TrySendAsync(request, XmlAnswers.NoneAsync, cancellationToken);
        if (outcome.Error is { } error && error.Code != UploadIsGone)
        {
            throw client.Refused(request, error);
        }
        _tags.TryRemove(upload.Id, out _);
    }

    /// <summary>
    /// The RADOS Gateway decodes the source of a copied part twice (RGWPutObj_ObjStore_S3::get_params): it would copy
    /// another object than "a%2Fb" names, and "a%b" ends its process.
    /// </summary>
    private static bool IsMisread(string key) =>
        key.Contains('%') || key.Contains("?versionId=", StringComparison.Ordinal);

    private async ValueTask<UploadedPart> CopyThroughAsync(
        MultipartUpload upload,
        int number,
        Location source,
        ObjectInfo version,
        long offset,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        _ = await objects.ReadAsync(source.Container, version, offset, content, cancellationToken);
        return await UploadPartAsync(upload, number, content, cancellationToken);
    }

    /// <summary>
    /// The RADOS Gateway copies a part whatever the pin says. That the source is still the same version after the copy
    /// proves that the part came from it.
    /// </summary>
    private async ValueTask CheckPinAsync(Location source, ObjectInfo version, CancellationToken cancellationToken)
    {
        var request = new S3Request(S3Operation.Head, HttpMethod.Head, version.Key) { Bucket = source.Container };
        var tag = await client.SendAsync(
            request,
            static (answer, _) => ValueTask.FromResult<S3Outcome<string>>(answer.ETag),
            cancellationToken
        );
        if (version.ETag.Length > 0 && tag != version.ETag)
        {
            throw client.Odd(request, StoreFailure.Changed, "it changed while a part of it was copied");
        }
    }

    /// <summary>True when an earlier call completed this upload and only its answer was lost.</summary>
    private async ValueTask<bool> IsThereAsync(
        ObjectKey key,
        List<UploadedPart> parts,
        long size,
        CancellationToken cancellationToken
    )
    {
        if (!parts.TrueForAll(static part => WrittenETag.IsMd5(part.ETag)))
        {
            return false;
        }
        var hash = MD5.HashData([.. parts.SelectMany(static part => Convert.FromHexString(part.ETag))]);
        var tag = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash)}-{parts.Count}");
        return await objects.HeadAsync(key, cancellationToken) is { } head
            && head.Info.Size == size
            && head.Info.ETag == tag;
    }

    private async ValueTask WriteTagsAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        if (_tags.TryGetValue(upload.Id, out var tags))
        {
            await objects.PutTagsAsync(upload.Key, tags, cancellationToken);
            _tags.TryRemove(upload.Id, out _);
        }
    }

    private static string UploadQuery(MultipartUpload upload) => S3Request.Write(("uploadId", upload.Id));

    private static string PartQuery(MultipartUpload upload, int number) =>
        S3Request.Write(("partNumber", number.ToString(CultureInfo.InvariantCulture)), ("uploadId", upload.Id));
}
