namespace Rehome.Stores;

/// <summary>One page of a listing.</summary>
/// <param name="Objects">Objects in the order of <see cref="Locations.ObjectKey"/>.</param>
/// <param name="IsLast">True when nothing follows; a page that is not the last may be short, but is never empty.</param>
public sealed record ObjectPage(IReadOnlyList<ObjectInfo> Objects, bool IsLast);
