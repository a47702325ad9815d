namespace Rehome.Journaling;

/// <summary>Settles row entries whose numbers have gaps.</summary>
internal static class RowSettlement
{
    /// <summary>Writes one state an entry, a call for each run of numbers without a gap.</summary>
    /// <param name="journal">Where.</param>
    /// <param name="entries">By ascending number.</param>
    /// <param name="states">One an entry.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public static async Task SettleEachAsync(
        this IJournal journal,
        IReadOnlyList<RowEntry> entries,
        IReadOnlyList<RowState> states,
        CancellationToken cancellationToken
    )
    {
        var start = 0;
        for (var i = 1; i <= entries.Count; i++)
        {
            if (i == entries.Count || entries[i].Number != entries[i - 1].Number + 1)
            {
                await journal.SettleAsync(
                    entries[start].Number,
                    [.. states.Skip(start).Take(i - start)],
                    cancellationToken
                );
                start = i;
            }
        }
    }
}
