using System.Runtime.CompilerServices;
using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>
/// Matches the target's listing with journaled sources where a rename has changed the order of keys: first the sources
/// whose target exists, then those whose target does not. No request per object.
/// </summary>
internal sealed class TargetPresence(IObjectStore target, IJournal journal)
{
    /// <summary>The verdicts on sources whose target key is taken, a target page at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Verdict>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var after = ObjectKey.Start;
        ObjectPage page;
        do
        {
            page = await target.ListAsync(target.Location.Prefix, after, cancellationToken);
            var taken = page.Objects.ToDictionary(o => o.Key);
            var entries = await journal.FindByTargetAsync([.. taken.Keys], cancellationToken);
            yield return
            [
                .. entries
                    .Where(e => e.State == ObjectState.Planned)
                    .Select(e => Verdict.On(e.Source, e.Target, taken[e.Target], e)),
            ];
            after = page.Objects.Count > 0 ? page.Objects[^1].Key : after;
        } while (!page.IsLast && page.Objects.Count > 0);
    }

    /// <summary>The verdicts on planned sources that <see cref="ReadAsync"/> has not met.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Verdict>> ReadRestAsync(
        int pageSize,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var after = ObjectKey.Start;
        IReadOnlyList<ObjectEntry> entries;
        do
        {
            entries = await journal.ReadObjectsAsync([ObjectState.Planned], after, pageSize, cancellationToken);
            // A reason was given to those whose target is taken.
            yield return
            [
                .. entries
                    .Where(e => e.Reason.Length == 0)
                    .Select(e => Verdict.On(e.Source, e.Target, atTarget: null, e)),
            ];
            after = entries.Count > 0 ? entries[^1].Source.Key : after;
        } while (entries.Count == pageSize);
    }
}
