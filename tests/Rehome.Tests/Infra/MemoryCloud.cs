using System.Collections.Concurrent;
using Rehome.Locations;

namespace Rehome.Tests.Infra;

/// <summary>A service in memory: containers that can copy between each other.</summary>
internal sealed class MemoryCloud
{
    private readonly ConcurrentDictionary<string, MemoryContainer> _containers = new();

    /// <summary>Opens a location and makes its container where there is none.</summary>
    public MemoryObjectStore Open(string location)
    {
        var parsed = Location.Parse(location);
        _containers.TryAdd(NameOf(parsed), new MemoryContainer());
        return new MemoryObjectStore(parsed, this);
    }

    /// <summary>The container of a location, if it was ever made.</summary>
    public MemoryContainer? Find(Location location) => _containers.GetValueOrDefault(NameOf(location));

    private static string NameOf(Location location) => $"{location.Scheme}://{location.Container}";
}
