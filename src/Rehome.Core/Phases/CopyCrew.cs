using System.Threading.Channels;
using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>The workers that copy and compare objects while the planner lists. One bad object never stops the rest; a bad store does.</summary>
internal sealed partial class CopyCrew(ObjectMover mover, IJournal journal, Limits limits, RunContext context)
{
    private const int MostConsecutiveFailures = 32;

    private readonly EntryWriter _results = new(journal, context.Clock);
    private int _consecutiveFailures;

    /// <summary>Works until the channel ends.</summary>
    /// <param name="tasks">What to do.</param>
    /// <param name="copies">False: only compare, copy nothing.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task WorkAsync(ChannelReader<ObjectTask> tasks, bool copies, CancellationToken cancellationToken)
    {
        try
        {
            await Crew.RunAsync(
                Enumerable.Repeat<Func<CancellationToken, Task>>(
                    token => WorkOneAsync(tasks, copies, token),
                    limits.Concurrency
                ),
                context.WindDown,
                cancellationToken
            );
        }
        finally
        {
            // What was done is recorded even when the run stops here.
            await _results.FlushAsync(CancellationToken.None);
        }
    }

    private async Task WorkOneAsync(ChannelReader<ObjectTask> tasks, bool copies, CancellationToken cancellationToken)
    {
        while (await tasks.WaitToReadAsync(cancellationToken))
        {
            while (tasks.TryRead(out var task))
            {
                context.WindDown.ThrowIfCancellationRequested();
                await DoAsync(task, copies, cancellationToken);
            }
        }
    }

    private async Task DoAsync(ObjectTask task, bool copies, CancellationToken cancellationToken)
    {
        if (task.AtTarget is null && !copies)
        {
            return;
        }
        ObjectEntry result;
        try
        {
            result = copies
                ? await mover.MoveAsync(task, cancellationToken)
                : await mover.CompareAsync(task, cancellationToken);
            Volatile.Write(ref _consecutiveFailures, 0);
        }
        catch (StoreException fault)
            when (!fault.ConcernsTheWholeStore && CountFailure(fault) < MostConsecutiveFailures)
        {
            LogGivenUp(context.Logger, task.Entry.Source.Key, fault.Message);
            context.Progress.AddFailed(1);
            result = task.Entry with { State = ObjectState.Failed, Reason = fault.Message };
        }
        await _results.AddAsync(result, cancellationToken);
    }

    /// <summary>Many failures in a row of a kind that has nothing to do with the object mean that the store itself is away or closed.</summary>
    private int CountFailure(StoreException fault) =>
        fault.MayBeRepeated || fault.Failure == StoreFailure.Denied
            ? Interlocked.Increment(ref _consecutiveFailures)
            : 0;
}
