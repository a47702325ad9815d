using Rehome.Locations;

namespace Rehome.References;

/// <summary>A value, read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">The source key; for <see cref="ReadingKind.Modern"/> empty where the key map has no inverse.</param>
/// <param name="Target">The target key.</param>
/// <param name="NewValue">The value that names the target; the value itself unless it is legacy.</param>
public readonly record struct Reading(ReadingKind Kind, ObjectKey Source, ObjectKey Target, string NewValue)
{
    /// <summary>Names nothing of this migration.</summary>
    public static Reading None { get; } = new(ReadingKind.None, default, default, "");
}
