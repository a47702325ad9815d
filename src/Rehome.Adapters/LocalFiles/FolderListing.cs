using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>
/// Pages of a listing. A walk that was left after a page is kept for the caller that asks for the next one: to begin
/// anew would read and sort the names of a large folder once for each thousand of them.
/// </summary>
internal sealed class FolderListing(FolderRoot root) : IDisposable
{
    private const int PageSize = 1000;
    private const int MostKept = 16;

    private readonly Lock _lock = new();
    private readonly List<Walk> _kept = [];

    public ObjectPage Next(string prefix, ObjectKey after, CancellationToken cancellationToken)
    {
        root.Require();
        var walk = Take(prefix, after) ?? Begin(prefix, after);
        var page = new List<ObjectInfo>(PageSize);
        try
        {
            while (page.Count < PageSize && walk.HasNext)
            {
                cancellationToken.ThrowIfCancellationRequested();
                page.Add(walk.Objects.Current);
                walk.HasNext = walk.Objects.MoveNext();
            }
        }
        catch
        {
            walk.Objects.Dispose();
            throw;
        }
        if (walk.HasNext)
        {
            walk.Last = page[^1].Key;
            Keep(walk);
            return new ObjectPage(page, IsLast: false);
        }
        walk.Objects.Dispose();
        return new ObjectPage(page, IsLast: true);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _kept.ForEach(walk => walk.Objects.Dispose());
            _kept.Clear();
        }
    }

    private Walk Begin(string prefix, ObjectKey after)
    {
        var objects = FolderWalk.From(root, prefix, after).GetEnumerator();
        return new Walk(prefix, objects) { HasNext = objects.MoveNext() };
    }

    private Walk? Take(string prefix, ObjectKey after)
    {
        lock (_lock)
        {
            var found = _kept.FindIndex(walk => walk.Prefix == prefix && walk.Last == after);
            if (found < 0)
            {
                return null;
            }
            var walk = _kept[found];
            _kept.RemoveAt(found);
            return walk;
        }
    }

    private void Keep(Walk walk)
    {
        lock (_lock)
        {
            if (_kept.Count == MostKept)
            {
                _kept[0].Objects.Dispose();
                _kept.RemoveAt(0);
            }
            _kept.Add(walk);
        }
    }

    private sealed class Walk(string prefix, IEnumerator<ObjectInfo> objects)
    {
        public string Prefix { get; } = prefix;

        public IEnumerator<ObjectInfo> Objects { get; } = objects;

        public bool HasNext { get; set; }

        public ObjectKey Last { get; set; }
    }
}
