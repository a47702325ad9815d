using System.Buffers;
using System.Text;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Keys and values as S3 writes them: percent-encoded UTF-8. No URL library sees an unencoded key.</summary>
internal static class KeyText
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int LongestKey = 1024;

    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static readonly SearchValues<char> s_unreserved = SearchValues.Create(Unreserved);

    private static readonly SearchValues<char> s_unreservedOrSlash = SearchValues.Create(Unreserved + "/");

    /// <summary>Encodes a key for a path or a copy source: slashes stay.</summary>
    /// <exception cref="StoreException">No S3 bucket can hold such a key.</exception>
    public static string EncodePath(string key)
    {
        if (key.Length == 0)
        {
            // A request without a key is one on the bucket.
            throw Unsupported(key, "it is empty");
        }
        if (key.Length <= LongestKey && !key.AsSpan().ContainsAnyExcept(s_unreservedOrSlash))
        {
            return key;
        }
        try
        {
            return s_strict.GetByteCount(key) <= LongestKey
                ? Encode(key, s_unreservedOrSlash)
                : throw Unsupported(key, $"it is longer than {LongestKey} bytes");
        }
        catch (EncoderFallbackException)
        {
            throw Unsupported(key, "it is no valid Unicode text");
        }
    }

    /// <summary>Encodes a value of a query or of the tagging header: everything but letters, digits and <c>-._~</c>.</summary>
    public static string EncodeValue(string value) =>
        value.AsSpan().ContainsAnyExcept(s_unreserved) ? Encode(value, s_unreserved) : value;

    /// <summary>
    /// Decodes a key of a listing. Amazon writes a space as a plus, others as <c>%20</c>; a plus in the key is
    /// <c>%2B</c> everywhere.
    /// </summary>
    /// <exception cref="FormatException">The key is not UTF-8.</exception>
    public static string Decode(string text)
    {
        if (!text.AsSpan().ContainsAny('%', '+'))
        {
            return text;
        }
        var bytes = new byte[s_strict.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '%'
                && i + 2 < text.Length
                && Convert.FromHexString(text.AsSpan(i + 1, 2), bytes.AsSpan(length), out _, out _)
                    == OperationStatus.Done
            )
            {
                length++;
                i += 2;
                continue;
            }
            var character =
                text[i] == '+' ? " " : text.AsSpan(i, char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1);
            length += s_strict.GetBytes(character, bytes.AsSpan(length));
            i += character.Length - 1;
        }
        try
        {
            return s_strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException cause)
        {
            throw new FormatException($"the key '{text}' (percent-encoded) is not UTF-8", cause);
        }
    }

    /// <summary>True when a key can stand in an XML 1.0 document and come back as it was.</summary>
    public static bool FitsXml(string key)
    {
        foreach (var character in key)
        {
            if (character is < ' ' or '\uFFFE' or '\uFFFF')
            {
                return false;
            }
        }
        return true;
    }

    private static string Encode(string text, SearchValues<char> kept)
    {
        var result = new StringBuilder(text.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && kept.Contains((char)rune.Value))
            {
                result.Append((char)rune.Value);
                continue;
            }
            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            {
                result.Append('%').Append("0123456789ABCDEF"[value >> 4]).Append("0123456789ABCDEF"[value & 15]);
            }
        }
        return result.ToString();
    }

    private static StoreException Unsupported(string key, string reason) =>
        new(StoreFailure.Unsupported, $"S3 cannot hold the key '{key}': {reason}; rename it or exclude it");
}
