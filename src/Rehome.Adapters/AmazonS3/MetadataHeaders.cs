using System.Text;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Metadata as headers, both ways.</summary>
internal static class MetadataHeaders
{
    private const string UserPrefix = "x-amz-meta-";
    private const string DefaultClass = "STANDARD";
    private const string EncodedStart = "=?UTF-8?";

    /// <summary>Adds the headers of a new object, tags among them.</summary>
    /// <exception cref="StoreException">A name or value cannot stand in a header.</exception>
    public static void Add(S3Request request, ObjectMetadata metadata, bool isAmazon)
    {
        Add(request, "content-type", metadata.ContentType);
        Add(request, "cache-control", metadata.CacheControl);
        Add(request, "content-disposition", metadata.ContentDisposition);
        Add(request, "content-encoding", metadata.ContentEncoding);
        Add(request, "content-language", metadata.ContentLanguage);
        Add(request, "expires", metadata.Expires);
        Add(request, "x-amz-storage-class", metadata.StorageClass);
        foreach (var (name, value) in metadata.User)
        {
            request.With(
                UserPrefix + Checked(request, name.ToLowerInvariant()),
                Bytes(request, isAmazon ? Encode(value) : value)
            );
        }
        if (metadata.Tags.Count > 0)
        {
            var pairs = metadata.Tags.Select(static tag =>
                $"{KeyText.EncodeValue(tag.Key)}={KeyText.EncodeValue(tag.Value)}"
            );
            request.With("x-amz-tagging", string.Join('&', pairs));
        }
    }

    /// <summary>Reads the metadata of an object, but its tags.</summary>
    public static ObjectMetadata Read(S3Answer answer) =>
        new()
        {
            ContentType = answer["Content-Type"],
            CacheControl = answer["Cache-Control"],
            ContentDisposition = answer["Content-Disposition"],
            ContentEncoding = answer["Content-Encoding"],
            ContentLanguage = answer["Content-Language"],
            Expires = answer["Expires"],
            StorageClass = ClassName(answer["x-amz-storage-class"]),
            User = answer
                .WithPrefix(UserPrefix)
                .ToDictionary(static pair => pair.Key, static pair => Decode(pair.Value)),
        };

    /// <summary>A storage class as the seam wants it: empty for the default.</summary>
    public static string ClassName(string said) => said == DefaultClass ? "" : said;

    private static void Add(S3Request request, string name, string value)
    {
        if (value.Length > 0)
        {
            request.With(name, Bytes(request, value));
        }
    }

    // One character a byte: see S3Header.
    private static string Bytes(S3Request request, string value) =>
        value.AsSpan().ContainsAnyInRange('\0', '\x1f')
            ? throw Unsupported(request, $"the metadata value '{value}' has control characters")
        : Ascii.IsValid(value) ? value
        : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value));

    private static string Checked(S3Request request, string name) =>
        name.Length > 0
        && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter))
            ? name
            : throw Unsupported(request, $"the metadata name '{name}' cannot stand in a header");

    // Amazon keeps and returns other than ASCII as RFC 2047 words
    // (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html); others keep the bytes as they are.
    private static string Encode(string value) =>
        Ascii.IsValid(value) ? value : $"{EncodedStart}B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?=";

    private static string Decode(string value)
    {
        if (
            !value.StartsWith(EncodedStart, StringComparison.OrdinalIgnoreCase)
            || !value.EndsWith("?=", StringComparison.Ordinal)
        )
        {
            return value;
        }
        var bytes = new List<byte>();
        foreach (var word in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split('?') is not ["=", _, var kind, var text, "="] || !TryDecode(kind, text, bytes))
            {
                return value;
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static bool TryDecode(string kind, string text, List<byte> bytes)
    {
        var buffer = new byte[text.Length];
        if (kind is "B" or "b" && Convert.TryFromBase64String(text, buffer, out var length))
        {
            bytes.AddRange(buffer.AsSpan(0, length));
            return true;
        }
        if (kind is not ("Q" or "q"))
        {
            return false;
        }
        for (var i = 0; i < text.Length; i++)
        {
            var isHex = text[i] == '=' && i + 2 < text.Length;
            bytes.Add(
                isHex ? Convert.FromHexString(text.AsSpan(i + 1, 2))[0]
                : text[i] == '_' ? (byte)' '
                : (byte)text[i]
            );
            i += isHex ? 2 : 0;
        }
        return true;
    }

    private static StoreException Unsupported(S3Request request, string what) =>
        new(StoreFailure.Unsupported, $"S3 cannot hold the metadata of '{request.Key}': {what}");
}
