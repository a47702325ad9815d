using System.Globalization;
using System.Net;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Reads, writes and copies single objects.</summary>
internal sealed class S3Objects(S3Client client)
{
    private const string NoTags = "NoSuchTagSet";

    /// <summary>
    /// An answer to HEAD has no body, so its 404 may also mean that the bucket is gone, and its 400 and 403 say
    /// nothing. Unless the bucket is known to exist, GET is asked, whose answer has a code.
    /// </summary>
    public async ValueTask<ObjectHead?> HeadAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var head = new S3Request(S3Operation.Head, HttpMethod.Head, key);
        var outcome = await client.TrySendAsync(head, (answer, _) => ReadHead(key, answer), cancellationToken);
        if (outcome.Error?.Status == HttpStatusCode.NotFound && client.IsBucketKnown)
        {
            return null;
        }
        if (
            outcome.Error is
            { Status: HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest }
        )
        {
            var get = new S3Request(S3Operation.Head, HttpMethod.Get, key);
            outcome = await client.TrySendAsync(get, (answer, _) => ReadHead(key, answer), cancellationToken);
        }
        return outcome.Error switch
        {
            null => outcome.Value,
            { Code: "NoSuchKey" } => null,
            var error => throw client.Refused(head, error),
        };
    }

    /// <summary>Reads from a bucket of the same service; empty for the store's own.</summary>
    public async ValueTask<ObjectHead> ReadAsync(
        string bucket,
        ObjectInfo version,
        long offset,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var length = (int)Math.Min(buffer.Length, Math.Max(0, version.Size - offset));
        var isWhole = offset == 0 && length == version.Size;
        // An empty range cannot be asked for.
        var method = length == 0 && version.Size > 0 ? HttpMethod.Head : HttpMethod.Get;
        var request = new S3Request(S3Operation.Read, method, version.Key)
        {
            Bucket = bucket,
            ExtraTime = TransferTime(length),
        }
            .WithIf(version.ETag.Length > 0, "if-match", $"\"{version.ETag}\"")
            .WithIf(
                !isWhole && length > 0,
                "range",
                string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-{offset + length - 1}")
            );
        return await client.SendAsync(request, (answer, token) => FillAsync(answer, token), cancellationToken);

        async ValueTask<S3Outcome<ObjectHead>> FillAsync(S3Answer answer, CancellationToken token)
        {
            var head = await ReadHead(version.Key, answer);
            if (head.Value.Info.Size != version.Size)
            {
                throw client.Odd(
                    request,
                    StoreFailure.Changed,
                    $"it has {head.Value.Info.Size} bytes now and had {version.Size}"
                );
            }
            if (length > 0 && offset > 0 && answer.Status != HttpStatusCode.PartialContent)
            {
                throw client.Odd(request, StoreFailure.Refused, "the service does not read ranges");
            }
            if (length > 0)
            {
                await answer.FillAsync(buffer[..length], token);
            }
            return head;
        }
    }

    public async ValueTask<IReadOnlyDictionary<string, string>> ReadTagsAsync(
        ObjectKey key,
        CancellationToken cancellationToken
    )
    {
        var request = new S3Request(S3Operation.ReadTags, HttpMethod.Get, key)
        {
            Query = S3Request.Write(("tagging", "")),
        };
        var outcome = await client.TrySendAsync(request, XmlAnswers.TagsAsync, cancellationToken);
        return outcome.Error switch
        {
            null => outcome.Value,
            { Code: NoTags } => ObjectMetadata.None.Tags,
            var error => throw client.Refused(request, error),
        };
    }

    public async ValueTask<ObjectInfo> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        ObjectMetadata metadata,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        var request = new S3Request(S3Operation.Put, HttpMethod.Put, key)
        {
            ExtraTime = TransferTime(content.Length),
        }.WithIf(condition == WriteCondition.Absent, "if-none-match", "*");
        MetadataHeaders.Add(request, metadata, client.Endpoint.IsAmazon);
        var hash = request.Attach(content);
        var outcome = await client.TrySendAsync(
            request,
            static (answer, _) => WrittenETag.ReadAsync(answer),
            cancellationToken
        );
        if (outcome.Error is { Status: HttpStatusCode.PreconditionFailed })
        {
            throw Exists(request);
        }
        var written = outcome.Error is null ? outcome.Value : throw client.Refused(request, outcome.Error);
        return written.Agrees(hash)
            ? new ObjectInfo(key, content.Length, written.Text, MetadataHeaders.ClassName(metadata.StorageClass))
            : throw client.Odd(request, StoreFailure.Unavailable, "the service holds other bytes than were sent");
    }

    public async ValueTask<ObjectInfo> CopyAsync(
        Location source,
        ObjectInfo version,
        ObjectKey target,
        WriteCondition condition,
        CancellationToken cancellationToken
    )
    {
        // Only Amazon keeps the promise for copies; elsewhere the condition would be silently ignored.
        var mustBeAbsent = condition == WriteCondition.Absent && client.Endpoint.IsAmazon;
        var request = new S3Request(S3Operation.Copy, HttpMethod.Put, target)
        {
            ExtraTime = TimeSpan.FromSeconds((double)version.Size / client.Options.SlowestCopy),
        }
            .WithIf(mustBeAbsent, "if-none-match", "*")
            .WithIf(version.StorageClass.Length > 0, "x-amz-storage-class", version.StorageClass);
        CopySource.Add(request, source, version, client.Endpoint.IsAmazon);
        var outcome = await client.TrySendAsync(request, XmlAnswers.ETagAsync, cancellationToken);
        if (outcome.Error is { Status: HttpStatusCode.PreconditionFailed } && mustBeAbsent)
        {
            throw await IsAboutTargetAsync(outcome.Error, target, cancellationToken)
                ? Exists(request)
                : client.Refused(request, outcome.Error);
        }
        var tag = outcome.Error is null ? outcome.Value : throw client.Refused(request, outcome.Error);
        return tag.Length > 0
            ? new ObjectInfo(target, version.Size, tag, version.StorageClass)
            : throw client.Odd(request, StoreFailure.Unavailable, "the answer has no tag of the copy");
    }

    /// <summary>Writes the tags of an object that is there.</summary>
    public async ValueTask PutTagsAsync(
        ObjectKey key,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        var request = new S3Request(S3Operation.PutTags, HttpMethod.Put, key)
        {
            Query = S3Request.Write(("tagging", "")),
        };
        _ = await client.SendAsync(request.WithXml(XmlDocuments.Tags(tags)), XmlAnswers.NoneAsync, cancellationToken);
    }

    /// <summary>A conditional write that found the key taken.</summary>
    public StoreException Exists(S3Request request) =>
        client.Odd(request, StoreFailure.Exists, "there is an object already, and it is not overwritten");

    /// <summary>Two conditions were sent; the code is the same for both.</summary>
    private async ValueTask<bool> IsAboutTargetAsync(
        S3Error error,
        ObjectKey target,
        CancellationToken cancellationToken
    ) =>
        error.Condition switch
        {
            "" => await HeadAsync(target, cancellationToken) is not null,
            var condition => condition.Equals("If-None-Match", StringComparison.OrdinalIgnoreCase),
        };

    private TimeSpan TransferTime(long bytes) => TimeSpan.FromSeconds((double)bytes / client.Options.SlowestTransfer);

    private static ValueTask<S3Outcome<ObjectHead>> ReadHead(ObjectKey key, S3Answer answer)
    {
        var metadata = MetadataHeaders.Read(answer);
        var info = new ObjectInfo(key, TotalSize(answer), answer.ETag, metadata.StorageClass);
        return ValueTask.FromResult<S3Outcome<ObjectHead>>(
            new ObjectHead(info, metadata, HasTags: answer["x-amz-tagging-count"] is { Length: > 0 } and not "0")
        );
    }

    private static long TotalSize(S3Answer answer)
    {
        var text = answer["Content-Range"] is { Length: > 0 } range
            ? range[(range.IndexOf('/') + 1)..]
            : answer["Content-Length"];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new IOException("the answer does not say how large the object is");
    }
}
