namespace Rehome.Locations;

/// <summary>
/// The name of an object inside its container: opaque text, never a path and never a URL.
/// Keys are ordered by their UTF-8 bytes, as S3 lists them.
/// </summary>
/// <param name="Value">The whole key, prefix included.</param>
public readonly record struct ObjectKey(string Value) : IComparable<ObjectKey>
{
    /// <summary>Sorts before every key of an object.</summary>
    public static ObjectKey Start { get; } = new("");

    /// <inheritdoc/>
    public int CompareTo(ObjectKey other) => Compare(Value, other.Value);

    /// <summary>Compares two texts by their UTF-8 bytes.</summary>
    /// <returns>Negative, zero or positive, as <see cref="string.CompareOrdinal(string, string)"/>.</returns>
    public static int Compare(string left, string right)
    {
        ReadOnlySpan<char> a = left;
        ReadOnlySpan<char> b = right;
        var common = a.CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
        {
            return a.Length - b.Length;
        }
        // UTF-16 and UTF-8 order differ only where a surrogate meets a character from U+E000 on.
        var (x, y) = (a[common], b[common]);
        return char.IsSurrogate(x) == char.IsSurrogate(y) ? x - y
            : char.IsSurrogate(x) ? 1
            : -1;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>True when the left key sorts first.</summary>
    public static bool operator <(ObjectKey left, ObjectKey right) => left.CompareTo(right) < 0;

    /// <summary>True when the left key sorts last.</summary>
    public static bool operator >(ObjectKey left, ObjectKey right) => left.CompareTo(right) > 0;

    /// <summary>True when the left key does not sort last.</summary>
    public static bool operator <=(ObjectKey left, ObjectKey right) => left.CompareTo(right) <= 0;

    /// <summary>True when the left key does not sort first.</summary>
    public static bool operator >=(ObjectKey left, ObjectKey right) => left.CompareTo(right) >= 0;
}
