using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Tests.Infra;

/// <summary>A bucket in memory: objects in key order, and uploads.</summary>
internal sealed class MemoryContainer
{
    private static readonly ObjectKey s_end = new(string.Concat(Enumerable.Repeat("\U0010FFFF", 600)));

    private readonly Lock _lock = new();
    private readonly SortedSet<ObjectKey> _order = [];
    private readonly Dictionary<ObjectKey, MemoryObject> _objects = [];

    public ConcurrentDictionary<string, MemoryUpload> Uploads { get; } = new();

    public static string ETagOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(MD5.HashData(content));

    public static string ETagOf(IReadOnlyCollection<byte[]> parts) =>
        ETagOf(parts.SelectMany(part => MD5.HashData(part)).ToArray())
        + "-"
        + parts.Count.ToString(CultureInfo.InvariantCulture);

    public MemoryObject? Find(ObjectKey key)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault(key);
        }
    }

    public bool TryWrite(MemoryObject written, bool mustBeAbsent)
    {
        lock (_lock)
        {
            if (!_order.Add(written.Info.Key) && mustBeAbsent)
            {
                return false;
            }
            _objects[written.Info.Key] = written;
            return true;
        }
    }

    public void Remove(ObjectKey key)
    {
        lock (_lock)
        {
            _order.Remove(key);
            _objects.Remove(key);
        }
    }

    /// <summary>One more than asked for, so that the caller sees whether a page is the last.</summary>
    public IReadOnlyList<ObjectInfo> After(string prefix, ObjectKey after, int limit)
    {
        var start = ObjectKey.Compare(prefix, after.Value) > 0 ? new ObjectKey(prefix) : after;
        lock (_lock)
        {
            return
            [
                .. _order
                    .GetViewBetween(start, s_end)
                    .SkipWhile(key => key <= after)
                    .TakeWhile(key => key.Value.StartsWith(prefix, StringComparison.Ordinal))
                    .Take(limit + 1)
                    .Select(key => _objects[key].Info),
            ];
        }
    }
}
