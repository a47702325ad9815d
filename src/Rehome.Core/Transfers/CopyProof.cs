using Rehome.Journaling;
using Rehome.Stores;

namespace Rehome.Transfers;

/// <summary>A target object and why it counts as equal to its source.</summary>
/// <param name="Copy">The target object.</param>
/// <param name="Evidence">Why.</param>
internal sealed record CopyProof(ObjectInfo Copy, Evidence Evidence)
{
    /// <summary>The proof by equal sizes and tags, or null where the tags differ or are missing.</summary>
    public static CopyProof? ByETag(ObjectInfo source, ObjectInfo copy) =>
        source.ETag.Length == 0 || source.ETag != copy.ETag || source.Size != copy.Size ? null
        : IsMd5(source.ETag) ? new CopyProof(copy, Evidence.ETag)
        : source.ETag.Contains('-', StringComparison.Ordinal) ? new CopyProof(copy, Evidence.MultipartETag)
        : null;

    /// <summary>True for 32 hex digits: the MD5 of an object written in one piece, unless it is encrypted.</summary>
    public static bool IsMd5(string etag) => etag.Length == 32 && !etag.AsSpan().ContainsAnyExcept(s_hex);

    private static readonly System.Buffers.SearchValues<char> s_hex = System.Buffers.SearchValues.Create(
        "0123456789abcdef"
    );
}
