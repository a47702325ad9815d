using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>
/// Walks the target's listing beside the source's. Keys are asked for in rising order; pages that no source key needs
/// are skipped, so a target far larger than the source is not listed whole.
/// </summary>
internal sealed class TargetCursor(IObjectStore target)
{
    private ObjectPage _page = new([], IsLast: false);
    private ObjectKey _upTo = ObjectKey.Start;
    private int _place;

    /// <summary>The target object under a key, or null.</summary>
    public async ValueTask<ObjectInfo?> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        while (key > _upTo && !_page.IsLast)
        {
            // The key without its last character sorts before it, with next to nothing between them.
            var before = new ObjectKey(
                key.Value[..^(key.Value.Length > 1 && char.IsLowSurrogate(key.Value[^1]) ? 2 : 1)]
            );
            _page = await target.ListAsync(target.Location.Prefix, before > _upTo ? before : _upTo, cancellationToken);
            _upTo = _page.Objects.Count > 0 ? _page.Objects[^1].Key : _upTo;
            _place = 0;
        }
        while (_place < _page.Objects.Count && _page.Objects[_place].Key < key)
        {
            _place++;
        }
        return _place < _page.Objects.Count && _page.Objects[_place].Key == key ? _page.Objects[_place] : null;
    }
}
