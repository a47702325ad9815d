namespace Rehome.References;

/// <summary>A keyset page of rows.</summary>
/// <param name="After">Rows after this one; <see cref="RowKey.None"/> from the first.</param>
/// <param name="UpTo">Rows up to and with this one; <see cref="RowKey.None"/> to the last.</param>
/// <param name="Prefixes">
/// Only rows whose value starts, byte by byte, with one of these; pushed down so that the server sends no others. Empty: all rows that are not null.
/// </param>
/// <param name="Limit">At most so many rows.</param>
public sealed record RowQuery(RowKey After, RowKey UpTo, IReadOnlyList<string> Prefixes, int Limit);
