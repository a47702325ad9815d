namespace Rehome.References;

/// <summary>
/// The key of one row as the adapter writes it: the text of a single key column, or a JSON array of the texts of a
/// composite key. Opaque to everyone else; order is the database's.
/// </summary>
/// <param name="Text">Empty before the first row and after the last.</param>
public readonly record struct RowKey(string Text)
{
    /// <summary>No row: the open end of a range.</summary>
    public static RowKey None { get; } = new("");

    /// <summary>True for <see cref="None"/>.</summary>
    public bool IsNone => string.IsNullOrEmpty(Text);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
