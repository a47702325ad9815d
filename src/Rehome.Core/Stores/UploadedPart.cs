namespace Rehome.Stores;

/// <summary>A part that the store holds.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ETag">The store's tag of the part, without quotes.</param>
/// <param name="Length">Bytes.</param>
public sealed record UploadedPart(int Number, string ETag, long Length);
