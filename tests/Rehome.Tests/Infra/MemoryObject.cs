using Rehome.Stores;

namespace Rehome.Tests.Infra;

/// <summary>One object of a <see cref="MemoryContainer"/>.</summary>
internal sealed record MemoryObject(ObjectInfo Info, byte[] Content, ObjectMetadata Metadata)
{
    public ObjectHead Head =>
        new(
            Info,
            Metadata with
            {
                Tags = ObjectMetadata.None.Tags,
                StorageClass = Info.StorageClass,
            },
            Metadata.Tags.Count > 0
        );
}
