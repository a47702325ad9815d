using System.Threading.Channels;
using Rehome.Journaling;
using Rehome.Locations;

namespace Rehome.Phases;

/// <summary>Hands on objects that the journal knows, without listing anything.</summary>
internal sealed class JournaledTasks(IJournal journal, RunContext context)
{
    /// <summary>The reason of objects that are left alone because only referenced ones move.</summary>
    private const string NamedByNone = "no row names it";

    /// <summary>Goes through all entries in a state; what is not wanted becomes skipped.</summary>
    public async Task WriteAsync(
        ObjectState state,
        Func<ObjectEntry, bool> isWanted,
        int pageSize,
        ChannelWriter<ObjectTask> tasks,
        CancellationToken cancellationToken
    )
    {
        var after = ObjectKey.Start;
        IReadOnlyList<ObjectEntry> entries;
        do
        {
            context.WindDown.ThrowIfCancellationRequested();
            entries = await journal.ReadObjectsAsync([state], after, pageSize, cancellationToken);
            var unwanted = entries
                .Where(e => !isWanted(e))
                .Select(e => e with { State = ObjectState.Skipped, Reason = NamedByNone });
            await journal.SaveObjectsAsync([.. unwanted], cancellationToken);
            foreach (var entry in entries.Where(isWanted))
            {
                context.Progress.AddToCopy(1, entry.Source.Size);
                // Listed long ago, for all we know: the target is looked at again where a write cannot be conditional.
                await tasks.WriteAsync(
                    new ObjectTask(entry with { State = ObjectState.Planned }, AtTarget: null, ListedAt: 0),
                    cancellationToken
                );
            }
            after = entries.Count > 0 ? entries[^1].Source.Key : after;
        } while (entries.Count == pageSize);
    }
}
