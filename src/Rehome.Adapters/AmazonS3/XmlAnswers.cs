using System.Xml;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Readers of the small answers. Success is what the document says: a 200 can carry an error.</summary>
internal static class XmlAnswers
{
    /// <summary>The tag of a copy, copied part or completed upload; empty where the service leaves it out.</summary>
    public static async ValueTask<S3Outcome<string>> ETagAsync(S3Answer answer, CancellationToken cancellationToken) =>
        Parse(answer, await answer.ReadAsync(cancellationToken), "ETag");

    /// <summary>The name of a begun upload.</summary>
    public static async ValueTask<S3Outcome<string>> UploadIdAsync(S3Answer answer, CancellationToken cancellationToken)
    {
        var outcome = Parse(answer, await answer.ReadAsync(cancellationToken), "UploadId");
        return outcome is { Error: null, Value: "" } ? throw new XmlException("the answer has no UploadId") : outcome;
    }

    /// <summary>The status of a bucket's versioning or object lock; empty when it was never switched on.</summary>
    public static async ValueTask<S3Outcome<string>> StatusAsync(
        S3Answer answer,
        CancellationToken cancellationToken
    ) => Parse(answer, await answer.ReadAsync(cancellationToken), "Status", "ObjectLockEnabled");

    /// <summary>The tags of an object. Ceph answers with nothing at all for an object whose last tag was removed.</summary>
    public static async ValueTask<S3Outcome<Dictionary<string, string>>> TagsAsync(
        S3Answer answer,
        CancellationToken cancellationToken
    )
    {
        var tags = new Dictionary<string, string>();
        if (answer.Length == 0)
        {
            return tags;
        }
        using var reader = S3Xml.Open(await answer.ReadAsync(cancellationToken));
        if (reader.Root == "Error")
        {
            return S3Error.Read(reader, new S3Error { Status = answer.Status });
        }
        var name = "";
        while (reader.NextElement())
        {
            if (reader.Name == "Key")
            {
                name = reader.Text();
            }
            else if (reader.Name == "Value")
            {
                tags[name] = reader.Text();
            }
        }
        return tags;
    }

    /// <summary>Nothing but success.</summary>
    public static ValueTask<S3Outcome<bool>> NoneAsync(S3Answer answer, CancellationToken cancellationToken) =>
        ValueTask.FromResult<S3Outcome<bool>>(true);

    private static S3Outcome<string> Parse(
        S3Answer answer,
        ReadOnlyMemory<byte> document,
        params ReadOnlySpan<string> wanted
    )
    {
        using var reader = S3Xml.Open(document);
        if (reader.Root == "Error")
        {
            return S3Error.Read(reader, new S3Error { Status = answer.Status });
        }
        if (
            !reader.Root.EndsWith("Result", StringComparison.Ordinal)
            && !reader.Root.EndsWith("Configuration", StringComparison.Ordinal)
        )
        {
            throw new XmlException($"<{reader.Root}> is no answer of S3");
        }
        var text = "";
        while (reader.NextElement())
        {
            if (wanted.Contains(reader.Name))
            {
                text = reader.Text();
            }
        }
        return text.Trim('"');
    }
}
