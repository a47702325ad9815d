using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace Rehome.Adapters.AmazonS3;

/// <summary>An answer whose body is not read yet.</summary>
internal sealed class S3Answer(HttpResponseMessage response, int largestBody)
{
    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public HttpStatusCode Status => response.StatusCode;

    /// <summary>The length that was announced; null when it was not.</summary>
    public long? Length => response.Content.Headers.ContentLength;

    /// <summary>What the service's clock says.</summary>
    public DateTimeOffset? Date => response.Headers.Date;

    /// <summary>The object's tag without quotes; empty when there is none.</summary>
    public string ETag => this["ETag"].Trim('"');

    /// <summary>A header as text; empty when it is not there.</summary>
    public string this[string name] =>
        response.Headers.NonValidated.TryGetValues(name, out var values)
        || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? Text(values.ToString())
            : "";

    /// <summary>The headers of user metadata: names in lower case without their prefix.</summary>
    public IEnumerable<KeyValuePair<string, string>> WithPrefix(string prefix) =>
        response
            .Headers.NonValidated.Where(header => header.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(header =>
                KeyValuePair.Create(
                    CultureInfo.InvariantCulture.TextInfo.ToLower(header.Key[prefix.Length..]),
                    Text(header.Value.ToString())
                )
            );

    /// <summary>How long the service asks to wait; zero when it does not.</summary>
    public TimeSpan RetryAfter =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } until } when Date is { } now && until > now => until - now,
            _ => TimeSpan.Zero,
        };

    /// <summary>Fills a buffer from the body.</summary>
    /// <exception cref="EndOfStreamException">The body is shorter.</exception>
    public async ValueTask FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await body.ReadExactlyAsync(buffer, cancellationToken);
    }

    /// <summary>Reads the whole body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[Math.Clamp(Length + 1 ?? 1024, 1, largestBody)];
        var length = 0;
        while (await body.ReadAsync(bytes.AsMemory(length), cancellationToken) is > 0 and var count)
        {
            length += count;
            if (length == bytes.Length)
            {
                var larger = Math.Min(bytes.Length * 2L, largestBody);
                Array.Resize(
                    ref bytes,
                    larger > length
                        ? (int)larger
                        : throw new XmlException($"the answer is larger than {largestBody} bytes")
                );
            }
        }
        return bytes.AsMemory(0, length);
    }

    // Headers arrive one character a byte. Most services send UTF-8; what is not, stays Latin-1.
    private static string Text(string raw)
    {
        if (Ascii.IsValid(raw))
        {
            return raw;
        }
        try
        {
            return s_strict.GetString(Encoding.Latin1.GetBytes(raw));
        }
        catch (DecoderFallbackException)
        {
            return raw;
        }
    }
}
