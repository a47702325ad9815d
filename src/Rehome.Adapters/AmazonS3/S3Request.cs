using System.Security.Cryptography;
using Rehome.Locations;

namespace Rehome.Adapters.AmazonS3;

/// <summary>One request before it is signed.</summary>
/// <param name="operation">What it does.</param>
/// <param name="method">GET, PUT, ...</param>
/// <param name="key">The object; <see cref="ObjectKey.Start"/> for the bucket itself.</param>
internal sealed class S3Request(S3Operation operation, HttpMethod method, ObjectKey key)
{
    public S3Operation Operation { get; } = operation;

    public HttpMethod Method { get; } = method;

    public ObjectKey Key { get; } = key;

    /// <summary>True for a request on the bucket itself: an object's key is never taken for that by being empty.</summary>
    public bool OnBucket { get; init; }

    /// <summary>Another bucket of the same service; empty for the store's own.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>Encoded, names in order: see <see cref="Write"/>.</summary>
    public string Query { get; init; } = "";

    public List<S3Header> Headers { get; } = new(capacity: 12);

    public ReadOnlyMemory<byte> Body { get; private set; }

    public string PayloadHash { get; private set; } = SigV4Signer.EmptyPayload;

    /// <summary>How long it may take beyond the usual, for the bytes that it moves.</summary>
    public TimeSpan ExtraTime { get; init; }

    public S3Request With(string name, string value)
    {
        Headers.Add(new S3Header(name, value));
        return this;
    }

    public S3Request WithIf(bool condition, string name, string value) => condition ? With(name, value) : this;

    /// <summary>Sends bytes, whose MD5 is signed and which the service confirms.</summary>
    /// <returns>The MD5 in lower-case hex.</returns>
    public string Attach(ReadOnlyMemory<byte> body)
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(body.Span, hash);
        Body = body;
        PayloadHash = SigV4Signer.UnsignedPayload;
        With("content-md5", Convert.ToBase64String(hash));
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Sends bytes that the service must refuse.</summary>
    public void AttachWithWrongHash(ReadOnlyMemory<byte> body)
    {
        Body = body;
        PayloadHash = SigV4Signer.UnsignedPayload;
        With("content-md5", Convert.ToBase64String(new byte[MD5.HashSizeInBytes]));
    }

    /// <summary>Sends an XML document, signed in full.</summary>
    public S3Request WithXml(byte[] document)
    {
        Body = document;
        PayloadHash = Convert.ToHexStringLower(SHA256.HashData(document));
        return With("content-md5", Convert.ToBase64String(MD5.HashData(document)));
    }

    /// <summary>Writes a query. The names must come in order, for they are signed so.</summary>
    public static string Write(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var query = new System.Text.StringBuilder();
        foreach (var (name, value) in parameters)
        {
            query.Append(query.Length > 0 ? "&" : "").Append(name).Append('=').Append(KeyText.EncodeValue(value));
        }
        return query.ToString();
    }
}
