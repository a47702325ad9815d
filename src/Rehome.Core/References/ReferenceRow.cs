namespace Rehome.References;

/// <summary>A row with the value of its reference column, never null.</summary>
/// <param name="Key">The row.</param>
/// <param name="Value">The value, exactly as stored.</param>
public readonly record struct ReferenceRow(RowKey Key, string Value);
