namespace Rehome.References;

/// <summary>One compare-and-swap.</summary>
/// <param name="Key">The row.</param>
/// <param name="OldValue">What must be there, byte by byte.</param>
/// <param name="NewValue">What shall be there.</param>
public readonly record struct RowSwitch(RowKey Key, string OldValue, string NewValue);
