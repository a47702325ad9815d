using System.Security.Cryptography;

namespace Rehome.Adapters.AmazonS3;

/// <summary>
/// Signs requests by Signature Version 4
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). On the path of every copy: nothing
/// is allocated but the result and, once a day, the key.
/// </summary>
internal sealed class SigV4Signer(string service)
{
    /// <summary>Stands for a body that TLS or its MD5 protects.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    /// <summary>The hash of no body.</summary>
    public const string EmptyPayload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const string Algorithm = "AWS4-HMAC-SHA256";

    private SigningKey? _key;

    /// <summary>Makes the value of the Authorization header.</summary>
    /// <param name="credentials">Whose request it is.</param>
    /// <param name="region">Where it goes.</param>
    /// <param name="time">As the header <c>x-amz-date</c> says it.</param>
    /// <param name="request">What is signed.</param>
    public string Authorize(S3Credentials credentials, string region, string time, in SignedRequest request)
    {
        var key = KeyFor(credentials.Secret, time, region);
        var names = string.Join(';', request.Headers.Select(static header => header.Name));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(request, names, hash);

        var text = new SigningText(stackalloc byte[512]);
        text.Line(Algorithm);
        text.Line(time);
        text.Line(key.Scope);
        text.AddHex(hash);
        key.Sign(text.Written, hash);
        text.Release();
        return $"{Algorithm} Credential={credentials.AccessKeyId}/{key.Scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(hash)}";
    }

    private static void Hash(in SignedRequest request, string names, Span<byte> hash)
    {
        var text = new SigningText(stackalloc byte[2048]);
        text.Line(request.Method);
        text.Line(request.Path);
        text.Line(request.Query);
        foreach (var header in request.Headers)
        {
            text.Add(header.Name);
            text.Add(":");
            text.AddFolded(header.Value);
            text.Add("\n");
        }
        text.Line("");
        text.Line(names);
        text.Add(request.PayloadHash);
        SHA256.HashData(text.Written, hash);
        text.Release();
    }

    private SigningKey KeyFor(string secret, string time, string region)
    {
        var day = time.AsSpan(0, 8);
        var key = Volatile.Read(ref _key);
        if (key is null || !key.IsFor(secret, day, region))
        {
            key = new SigningKey(secret, day.ToString(), region, service);
            Volatile.Write(ref _key, key);
        }
        return key;
    }
}
