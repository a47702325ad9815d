using Rehome.Locations;
using Rehome.References;

namespace Rehome.Journaling;

/// <summary>A row that could not be switched, with the reason. Letters are written anew by each full scan.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Column">The <see cref="ColumnDescription.Id"/> of its column.</param>
/// <param name="Row">The row.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">The source key that the value names.</param>
/// <param name="Reason">For people: what was seen and what to do.</param>
public sealed record RowLetter(
    LetterKind Kind,
    string Column,
    RowKey Row,
    string Value,
    ObjectKey Source,
    string Reason
);
