using System.Globalization;
using Rehome.Checks;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Proves rights by tries that leave nothing behind.</summary>
internal sealed class S3Probes(S3Client client, Location location, S3Listing listing, S3Objects objects)
{
    // No migration has such a key; the time makes it new in each run.
    private readonly ObjectKey _absent = new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{location.Prefix}.rehome-probe-{client.Now:yyyyMMddHHmmssfffffff}"
        )
    );

    private bool _mayList;
    private ObjectInfo? _sample;

    public async ValueTask<IReadOnlyList<Probe>> ProbeAsync(StoreAccess needed, CancellationToken cancellationToken)
    {
        var probes = new List<Probe>();
        (StoreAccess Access, string What, Func<CancellationToken, ValueTask<string>> Try)[] tries =
        [
            (StoreAccess.List, "list objects", ListAsync),
            (StoreAccess.Read, "read objects", ReadAsync),
            (StoreAccess.Read, "read tags", ReadTagsAsync),
            (StoreAccess.Write, "write objects", token => WriteAsync(ObjectMetadata.None, token)),
            (StoreAccess.Write, "write tags", WriteTagsAsync),
            (StoreAccess.Delete, "delete objects", DeleteAsync),
            (StoreAccess.Delete, "see an object lock", ReadLockAsync),
        ];
        foreach (var (access, what, attempt) in tries.Where(attempt => needed.HasFlag(attempt.Access)))
        {
            try
            {
                var advice = await attempt(cancellationToken);
                probes.Add(
                    new Probe(
                        location.ToString(),
                        what,
                        advice.Length == 0 ? ProbeVerdict.Passed : ProbeVerdict.Warned,
                        advice
                    )
                );
            }
            catch (StoreException refusal)
            {
                probes.Add(new Probe(location.ToString(), what, ProbeVerdict.Failed, refusal.Message));
                if (refusal.ConcernsTheWholeStore || refusal.MayBeRepeated)
                {
                    // The others would only say the same.
                    break;
                }
            }
        }
        return probes;
    }

    private async ValueTask<string> ListAsync(CancellationToken cancellationToken)
    {
        var page = await listing.ListAsync(location.Prefix, ObjectKey.Start, limit: 1, cancellationToken);
        _mayList = true;
        _sample = page.Objects is [var first, ..] ? first : null;
        return "";
    }

    private async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        if (_sample is not null)
        {
            return await ReadSampleAsync(_sample, cancellationToken);
        }
        try
        {
            _ = await objects.HeadAsync(_absent, cancellationToken);
            return "";
        }
        catch (StoreException refusal) when (refusal.Failure == StoreFailure.Denied && !_mayList)
        {
            return $"Not proven: S3 does not tell an absent object from a forbidden one without s3:ListBucket: {refusal.Message}";
        }
    }

    private async ValueTask<string> ReadSampleAsync(ObjectInfo sample, CancellationToken cancellationToken)
    {
        try
        {
            _ = await objects.ReadAsync(
                bucket: "",
                sample,
                offset: 0,
                new byte[Math.Min(1, sample.Size)],
                cancellationToken
            );
            return "";
        }
        catch (StoreException refusal)
            when (refusal.Failure is StoreFailure.Archived or StoreFailure.Changed or StoreFailure.NotFound)
        {
            return $"Not proven: {refusal.Message}";
        }
    }

    private async ValueTask<string> ReadTagsAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await objects.ReadTagsAsync(_sample?.Key ?? _absent, cancellationToken);
            return "";
        }
        catch (StoreException refusal) when (refusal.Failure == StoreFailure.NotFound)
        {
            return "";
        }
        catch (StoreException refusal) when (refusal.Failure is StoreFailure.Denied or StoreFailure.Refused)
        {
            return $"Objects with tags cannot be moved whole: {refusal.Message}";
        }
    }

    /// <summary>A body whose hash is wrong is refused after the rights were checked, and nothing is written.</summary>
    private async ValueTask<string> WriteAsync(ObjectMetadata metadata, CancellationToken cancellationToken)
    {
        var request = new S3Request(S3Operation.Put, HttpMethod.Put, _absent);
        MetadataHeaders.Add(request, metadata, client.Endpoint.IsAmazon);
        request.AttachWithWrongHash("rehome"u8.ToArray());
        var outcome = await client.TrySendAsync(request, XmlAnswers.NoneAsync, cancellationToken);
        if (outcome.Error is null)
        {
            var left = new S3Request(S3Operation.Delete, HttpMethod.Delete, _absent);
            _ = await client.TrySendAsync(left, XmlAnswers.NoneAsync, cancellationToken);
            return $"The service took bytes whose hash was wrong: it does not check Content-MD5. Look for a left '{_absent}'";
        }
        return outcome.Error.Code is "BadDigest" or "InvalidDigest" ? "" : throw client.Refused(request, outcome.Error);
    }

    private async ValueTask<string> WriteTagsAsync(CancellationToken cancellationToken)
    {
        var tagged = ObjectMetadata.None with { Tags = new Dictionary<string, string> { ["rehome"] = "probe" } };
        try
        {
            return await WriteAsync(tagged, cancellationToken);
        }
        catch (StoreException refusal) when (refusal.Failure == StoreFailure.Denied)
        {
            return $"Objects with tags cannot be written without s3:PutObjectTagging: {refusal.Message}";
        }
    }

    /// <summary>
    /// Deleting an absent key does nothing, but in a versioned bucket it leaves a marker. Amazon takes a condition that
    /// cannot hold; elsewhere the bucket's versioning must be known.
    /// </summary>
    private async ValueTask<string> DeleteAsync(CancellationToken cancellationToken)
    {
        var (isVersioned, warning) = await ReadVersioningAsync(cancellationToken);
        if (isVersioned && !client.Endpoint.IsAmazon)
        {
            return warning;
        }
        var request = new S3Request(S3Operation.Delete, HttpMethod.Delete, _absent).WithIf(
            client.Endpoint.IsAmazon,
            "if-match",
            "\"00000000000000000000000000000000\""
        );
        var outcome = await client.TrySendAsync(request, XmlAnswers.NoneAsync, cancellationToken);
        return outcome.Error is null or { Code: "NoSuchKey" or "PreconditionFailed" }
            ? warning
            : throw client.Refused(request, outcome.Error);
    }

    private async ValueTask<(bool IsVersioned, string Warning)> ReadVersioningAsync(CancellationToken cancellationToken)
    {
        var request = BucketRequest(S3Operation.ReadVersioning, "versioning");
        var outcome = await client.TrySendAsync(request, XmlAnswers.StatusAsync, cancellationToken);
        return outcome switch
        {
            { Error: null, Value: "" } => (false, ""),
            { Error: null } => (
                true,
                $"The bucket's versioning is {outcome.Value}: a delete hides an object and frees no space until a lifecycle rule removes old versions"
            ),
            { Error: var error } when client.Refused(request, error) is { Failure: StoreFailure.Denied } refusal => (
                true,
                $"Not proven: without knowing the bucket's versioning, a try could leave a delete marker: {refusal.Message}"
            ),
            // Services without versioning say so in many ways.
            _ => (false, ""),
        };
    }

    private async ValueTask<string> ReadLockAsync(CancellationToken cancellationToken)
    {
        var request = BucketRequest(S3Operation.ReadObjectLock, "object-lock");
        var outcome = await client.TrySendAsync(request, XmlAnswers.StatusAsync, cancellationToken);
        // A refusal means no lock, or no right to see one; either way deletes tell.
        return outcome is { Error: null, Value: "Enabled" }
            ? "The bucket has an object lock: objects under retention or legal hold cannot be deleted"
            : "";
    }

    private static S3Request BucketRequest(S3Operation operation, string what) =>
        new(operation, HttpMethod.Get, ObjectKey.Start) { OnBucket = true, Query = S3Request.Write((what, "")) };
}
