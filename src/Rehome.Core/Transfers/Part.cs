namespace Rehome.Transfers;

/// <summary>One part of an object.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct Part(int Number, long Offset, long Length);
