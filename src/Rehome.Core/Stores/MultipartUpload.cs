using Rehome.Locations;

namespace Rehome.Stores;

/// <summary>An object that is being written in parts; nothing shows under its key until it is completed.</summary>
/// <param name="Key">The key it will have.</param>
/// <param name="Id">The store's name for the upload.</param>
public sealed record MultipartUpload(ObjectKey Key, string Id);
