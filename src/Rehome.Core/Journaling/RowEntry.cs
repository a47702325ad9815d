using Rehome.References;

namespace Rehome.Journaling;

/// <summary>One row that was switched or is about to be.</summary>
/// <param name="Number">Its place in the journal, ascending in the order of writing.</param>
/// <param name="Column">The <see cref="ColumnDescription.Id"/> of its column.</param>
/// <param name="Switch">Row, old and new value.</param>
/// <param name="State">Where it stands.</param>
public sealed record RowEntry(long Number, string Column, RowSwitch Switch, RowState State);
