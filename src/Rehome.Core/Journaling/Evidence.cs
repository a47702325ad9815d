namespace Rehome.Journaling;

/// <summary>Why a target object counts as equal to its source, best last. The numbers are stored.</summary>
public enum Evidence
{
    /// <summary>Nothing proves it yet.</summary>
    None = 0,

    /// <summary>The store copied the pinned version itself and the sizes agree.</summary>
    Size = 1,

    /// <summary>Both have the same ETag of a multipart object.</summary>
    MultipartETag = 2,

    /// <summary>Hashed while streaming, and the target confirmed the hash.</summary>
    StreamedHash = 3,

    /// <summary>Both have the same ETag, an MD5 of the content.</summary>
    ETag = 4,

    /// <summary>Compared byte by byte.</summary>
    Bytes = 5,
}
