using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Pacing;
using Rehome.References;

namespace Rehome.Phases;

/// <summary>
/// Switches rows of one column by compare-and-swap, journal first. A refused batch is split down to the bad row; a
/// switch whose answer was lost is asked about again, so that no row's fate stays unknown.
/// </summary>
internal sealed class RowSwitcher(
    IReferenceColumn column,
    IJournal journal,
    RowPace pace,
    Limits limits,
    RunContext context
)
{
    /// <summary>Switches a batch with distinct row keys.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="onRefused">Told of each row that the database refuses, with its reason.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>How many rows have their new value because of us.</returns>
    public async Task<int> SwitchAsync(
        IReadOnlyList<RowSwitch> batch,
        Action<RowSwitch, string> onRefused,
        CancellationToken cancellationToken
    )
    {
        await pace.WaitAsync(batch.Count, cancellationToken);
        var first = await journal.IntendAsync(column.Description.Id, batch, cancellationToken);
        var states = await SwapAsync(batch, onRefused, cancellationToken);
        await journal.SettleAsync(first, states, cancellationToken);
        var switched = states.Count(s => s == RowState.Switched);
        context.Progress.AddSwitched(switched);
        return switched;
    }

    /// <summary>The same without the journal: one state a row, <see cref="RowState.Switched"/>, <see cref="RowState.Changed"/> or <see cref="RowState.Refused"/>.</summary>
    public async Task<RowState[]> SwapAsync(
        IReadOnlyList<RowSwitch> batch,
        Action<RowSwitch, string> onRefused,
        CancellationToken cancellationToken
    )
    {
        var states = new RowState[batch.Count];
        await SwapRangeAsync(batch, 0, batch.Count, states, onRefused, cancellationToken);
        return states;
    }

    /// <summary>Settles what an earlier run intended without learning the outcome: a row that holds the new value was switched.</summary>
    /// <param name="intended">Entries of this column with distinct row keys, by ascending number.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task SettleAsync(IReadOnlyList<RowEntry> intended, CancellationToken cancellationToken)
    {
        // Swapping the new value for itself tells whether it is there and changes nothing.
        var questions = intended.Select(e => e.Switch with { OldValue = e.Switch.NewValue }).ToList();
        var outcomes = await AskAsync(questions, cancellationToken);
        var states = outcomes.Select(o => o == RowOutcome.Switched ? RowState.Switched : RowState.Changed).ToList();
        await journal.SettleEachAsync(intended, states, cancellationToken);
    }

    private async Task SwapRangeAsync(
        IReadOnlyList<RowSwitch> batch,
        int start,
        int count,
        RowState[] states,
        Action<RowSwitch, string> onRefused,
        CancellationToken cancellationToken
    )
    {
        var rows = start == 0 && count == batch.Count ? batch : [.. batch.Skip(start).Take(count)];
        try
        {
            var outcomes = await SwitchOrAskAsync(rows, cancellationToken);
            for (var i = 0; i < count; i++)
            {
                states[start + i] = outcomes[i] == RowOutcome.Switched ? RowState.Switched : RowState.Changed;
            }
        }
        catch (ReferenceException fault) when (fault.Failure == ReferenceFailure.RowRefused && count == 1)
        {
            states[start] = RowState.Refused;
            onRefused(rows[0], fault.Message);
        }
        catch (ReferenceException fault) when (fault.Failure == ReferenceFailure.RowRefused)
        {
            var half = count / 2;
            await SwapRangeAsync(batch, start, half, states, onRefused, cancellationToken);
            await SwapRangeAsync(batch, start + half, count - half, states, onRefused, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<RowOutcome>> SwitchOrAskAsync(
        IReadOnlyList<RowSwitch> rows,
        CancellationToken cancellationToken
    )
    {
        var tries = 0;
        var outcomes = await Steady.DoAsync(
            token =>
            {
                tries++;
                return column.SwitchAsync(rows, token);
            },
            limits,
            context,
            cancellationToken
        );
        if (tries == 1 || outcomes.All(o => o == RowOutcome.Switched))
        {
            return outcomes;
        }
        // The connection broke at a moment when the first try may have been committed: its rows now look changed.
        var missed = Enumerable.Range(0, rows.Count).Where(i => outcomes[i] == RowOutcome.Changed).ToList();
        var asked = await AskAsync(
            [.. missed.Select(i => rows[i] with { OldValue = rows[i].NewValue })],
            cancellationToken
        );
        var settled = outcomes.ToArray();
        for (var i = 0; i < missed.Count; i++)
        {
            settled[missed[i]] = asked[i];
        }
        return settled;
    }

    private ValueTask<IReadOnlyList<RowOutcome>> AskAsync(
        IReadOnlyList<RowSwitch> rows,
        CancellationToken cancellationToken
    ) => Steady.DoAsync(token => column.SwitchAsync(rows, token), limits, context, cancellationToken);
}
