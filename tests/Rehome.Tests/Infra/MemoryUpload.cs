using System.Collections.Concurrent;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Tests.Infra;

/// <summary>An upload in parts that is not completed yet.</summary>
internal sealed class MemoryUpload(ObjectKey key, ObjectMetadata metadata)
{
    public ObjectKey Key { get; } = key;

    public ObjectMetadata Metadata { get; } = metadata;

    public ConcurrentDictionary<int, byte[]> Parts { get; } = new();
}
