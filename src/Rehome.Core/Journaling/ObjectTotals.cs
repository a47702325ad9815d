namespace Rehome.Journaling;

/// <summary>Objects of the journal by state.</summary>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
/// <param name="Bytes">Their sizes together.</param>
/// <param name="Referenced">How many of them some row named in the last scan.</param>
public sealed record ObjectTotals(ObjectState State, long Count, long Bytes, long Referenced);
