using System.Threading.Channels;
using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>The plan and copy phases: whoever lists hands objects to the crew, which copies and compares beside it.</summary>
internal sealed class Copying(
    Migration migration,
    IObjectStore source,
    IObjectStore target,
    IReadOnlyList<BoundColumn> columns,
    ObjectMover mover,
    IJournal journal,
    RunContext context
)
{
    private const int TasksWaiting = 2000;
    private const int PageOfEntries = 1000;

    /// <summary>Lists both sides; copies what is missing, or only compares where tags do not tell.</summary>
    public Task ListAsync(bool copies, CancellationToken cancellationToken)
    {
        var planner = new Planner(migration, source, target, columns, journal, context);
        return WithCrewAsync(copies, planner.PlanAsync, cancellationToken);
    }

    /// <summary>What the target cannot hold, a sentence each; said before anything is written.</summary>
    public IEnumerable<string> Losses()
    {
        if (source.Features.KeepsMetadata && !target.Features.KeepsMetadata)
        {
            yield return $"{target.Location} keeps no content types, cache headers and user metadata: copies go without them";
        }
        if (source.Features.KeepsTags && !target.Features.KeepsTags)
        {
            yield return $"{target.Location} keeps no tags: copies go without them";
        }
    }

    /// <summary>Copies what the journal knows in a state, without listing; what is not wanted becomes skipped.</summary>
    public Task CopyJournaledAsync(
        ObjectState state,
        Func<ObjectEntry, bool> isWanted,
        CancellationToken cancellationToken
    ) =>
        WithCrewAsync(
            copies: true,
            (tasks, token) =>
                new JournaledTasks(journal, context).WriteAsync(state, isWanted, PageOfEntries, tasks, token),
            cancellationToken
        );

    /// <summary>Runs a lister and the crew side by side until both are done.</summary>
    public Task WithCrewAsync(
        bool copies,
        Func<ChannelWriter<ObjectTask>, CancellationToken, Task> lister,
        CancellationToken cancellationToken
    )
    {
        var tasks = Channel.CreateBounded<ObjectTask>(TasksWaiting);
        var crew = new CopyCrew(mover, journal, migration.Limits, context);
        async Task ListAndCloseAsync(CancellationToken token)
        {
            // A crew that winds down takes no more tasks, so the lister must not wait for it.
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, context.WindDown);
            try
            {
                await lister(tasks.Writer, either.Token);
            }
            finally
            {
                tasks.Writer.Complete();
            }
        }
        return Crew.RunAsync(
            [ListAndCloseAsync, token => crew.WorkAsync(tasks.Reader, copies, token)],
            context.WindDown,
            cancellationToken
        );
    }
}
