namespace Rehome.Stores;

/// <summary>An object without its bytes.</summary>
/// <param name="Info">Key, size and tag.</param>
/// <param name="Metadata">All of it but the tags.</param>
/// <param name="HasTags">True when <see cref="IObjectStore.ReadTagsAsync"/> would find some, or the store does not say.</param>
public sealed record ObjectHead(ObjectInfo Info, ObjectMetadata Metadata, bool HasTags);
