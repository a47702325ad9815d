namespace Rehome.Journaling;

/// <summary>What the journal holds, counted by the journal itself.</summary>
/// <param name="Objects">One line a state that occurs.</param>
/// <param name="Rows">How many row entries are in each state.</param>
/// <param name="Letters">How many letters there are of each kind.</param>
public sealed record JournalTotals(
    IReadOnlyList<ObjectTotals> Objects,
    IReadOnlyDictionary<RowState, long> Rows,
    IReadOnlyDictionary<LetterKind, long> Letters
);
