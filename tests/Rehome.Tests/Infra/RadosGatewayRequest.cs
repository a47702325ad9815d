using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rehome.Tests.Infra;

/// <summary>
/// Sets up buckets by plain signed requests, so that the adapter under test is not what prepares its own tests.
/// </summary>
internal static class RadosGatewayRequest
{
    private const string Region = "us-east-1";

    private static readonly HttpClient s_http = new();

    /// <exception cref="InvalidOperationException">The gateway refused.</exception>
    public static async Task SendAsync(
        string endpoint,
        RadosGatewayUser user,
        HttpMethod method,
        string bucket,
        string query,
        string body,
        CancellationToken cancellationToken
    )
    {
        using var message = new HttpRequestMessage(
            method,
            $"{endpoint}/{bucket}{(query.Length > 0 ? "?" + query : "")}"
        );
        message.Content = new StringContent(body);
        var time = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var hash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        const string Signed = "host;x-amz-content-sha256;x-amz-date";
        var headers = $"host:{message.RequestUri!.Authority}\nx-amz-content-sha256:{hash}\nx-amz-date:{time}\n";
        var canonical = string.Join('\n', method.Method, $"/{bucket}", query, headers, Signed, hash);
        var scope = $"{time[..8]}/{Region}/s3/aws4_request";
        var text = string.Join(
            '\n',
            "AWS4-HMAC-SHA256",
            time,
            scope,
            Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))
        );
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + user.SecretKey), Sign);
        message.Headers.Add("x-amz-content-sha256", hash);
        message.Headers.Add("x-amz-date", time);
        message.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={user.AccessKey}/{scope}, SignedHeaders={Signed}, Signature={Hex(Sign(key, text))}"
        );
        using var answer = await s_http.SendAsync(message, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{method} {bucket}?{query}: {await answer.Content.ReadAsStringAsync(cancellationToken)}"
            );
        }
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
