using System.Security.Cryptography;
using System.Text;

namespace Rehome.Adapters.AmazonS3;

/// <summary>The key that signs all requests of a day, region and secret.</summary>
internal sealed class SigningKey(string secret, string day, string region, string service)
{
    private readonly byte[] _key = Derive(secret, day, region, service);

    /// <summary><c>20130524/us-east-1/s3/aws4_request</c>.</summary>
    public string Scope { get; } = $"{day}/{region}/{service}/aws4_request";

    public bool IsFor(string otherSecret, ReadOnlySpan<char> otherDay, string otherRegion) =>
        otherDay.SequenceEqual(day) && otherRegion == region && otherSecret == secret;

    public void Sign(ReadOnlySpan<byte> text, Span<byte> signature) => HMACSHA256.HashData(_key, text, signature);

    private static byte[] Derive(string secret, string day, string region, string service)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var step in (ReadOnlySpan<string>)[day, region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }
        return key;
    }
}
