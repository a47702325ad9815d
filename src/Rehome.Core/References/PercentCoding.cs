using System.Buffers;
using System.Text;

namespace Rehome.References;

/// <summary>Percent-encoding of keys in URLs (RFC 3986), by bytes and without any normalisation.</summary>
internal static class PercentCoding
{
    // A plus stays encoded: S3 reads a bare one in a path as a space.
    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*,;=:@"
    );

    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Encodes everything but unreserved characters, slashes and what a path may hold as it is.</summary>
    public static string Encode(string key)
    {
        if (!key.AsSpan().ContainsAnyExcept(s_plain))
        {
            return key;
        }
        var text = new StringBuilder(key.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(key))
        {
            _ =
                octet < 128 && s_plain.Contains((char)octet)
                    ? text.Append((char)octet)
                    : text.Append('%').Append(octet.ToString("X2", null));
        }
        return text.ToString();
    }

    /// <summary>Decodes; a percent sign that begins no code stands for itself.</summary>
    /// <returns>False when the bytes are no UTF-8, so that no key can be meant.</returns>
    public static bool TryDecode(string text, out string key)
    {
        key = text;
        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return true;
        }
        var octets = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var i = 0; i < octets.Length; i++)
        {
            if (
                octets[i] == '%'
                && i + 2 < octets.Length
                && char.IsAsciiHexDigit((char)octets[i + 1])
                && char.IsAsciiHexDigit((char)octets[i + 2])
            )
            {
                octets[length++] = (byte)((FromHex(octets[i + 1]) << 4) | FromHex(octets[i + 2]));
                i += 2;
            }
            else
            {
                octets[length++] = octets[i];
            }
        }
        try
        {
            key = s_strict.GetString(octets, 0, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static int FromHex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
