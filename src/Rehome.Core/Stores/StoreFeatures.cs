namespace Rehome.Stores;

/// <summary>What a store can do, as data: no caller asks which store it is.</summary>
public sealed record StoreFeatures
{
    /// <summary>
    /// Stores with the same text can copy between each other without the bytes passing through this machine:
    /// the same service under the same credentials. Empty: it cannot copy at all.
    /// </summary>
    public string CopyDomain { get; init; } = "";

    /// <summary>True when a write can be made to fail if the key already exists. Otherwise the condition is ignored.</summary>
    public bool ConditionalWrites { get; init; }

    /// <summary>True when the condition also holds for server-side copies and for the end of an upload.</summary>
    public bool ConditionalCopies { get; init; }

    /// <summary>True when content type, cache control and user metadata are kept.</summary>
    public bool KeepsMetadata { get; init; }

    /// <summary>True when tags are kept.</summary>
    public bool KeepsTags { get; init; }

    /// <summary>True when the ETag of an object written in one piece is the MD5 of its bytes in lower-case hex (unless encrypted).</summary>
    public bool ETagIsMd5 { get; init; }

    /// <summary>The largest object that one copy or put may write, in bytes.</summary>
    public required long LargestSinglePut { get; init; }

    /// <summary>The smallest part of a multipart upload but its last, in bytes.</summary>
    public required long SmallestPart { get; init; }

    /// <summary>The most parts of a multipart upload.</summary>
    public required int MostParts { get; init; }

    /// <summary>The most keys of one <see cref="IObjectStore.DeleteAsync"/>.</summary>
    public required int MostDeletes { get; init; }
}
