using System.Runtime.CompilerServices;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>The objects of the source that take part, page by page in key order; the next page is fetched ahead.</summary>
internal sealed class SourceListing(IObjectStore source, Migration migration)
{
    /// <summary>Lists. A page holds only objects that pass the filter, and may be empty.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ObjectInfo>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var prefix = source.Location.Prefix;
        var next = source.ListAsync(prefix, ObjectKey.Start, cancellationToken).AsTask();
        while (true)
        {
            var page = await next;
            var last = page.IsLast || page.Objects.Count == 0;
            if (!last)
            {
                next = source.ListAsync(prefix, page.Objects[^1].Key, cancellationToken).AsTask();
            }
            yield return [.. page.Objects.Where(o => migration.Filter.Matches(o.Key.Value.AsSpan(prefix.Length)))];
            if (last)
            {
                yield break;
            }
        }
    }
}
