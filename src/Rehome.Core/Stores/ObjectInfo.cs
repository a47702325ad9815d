using Rehome.Locations;

namespace Rehome.Stores;

/// <summary>One object as a listing shows it.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">
/// The store's tag of this content, without quotes. Equal tags of one key mean that the object has not changed.
/// Empty where an answer does not carry it.
/// </param>
/// <param name="StorageClass">As the store names it; empty for its default.</param>
public sealed record ObjectInfo(ObjectKey Key, long Size, string ETag, string StorageClass);
