namespace Rehome.Phases;

/// <summary>What one full scan of all columns found.</summary>
/// <param name="Scanned">Rows read.</param>
/// <param name="Legacy">Rows that named a source object when they were read.</param>
/// <param name="Switched">Rows that this scan switched.</param>
/// <param name="Changed">Rows that held another value when they were to be switched.</param>
internal sealed record PassCounts(long Scanned, long Legacy, long Switched, long Changed)
{
    public static PassCounts None { get; } = new(0, 0, 0, 0);

    public static PassCounts operator +(PassCounts left, PassCounts right) =>
        new(
            left.Scanned + right.Scanned,
            left.Legacy + right.Legacy,
            left.Switched + right.Switched,
            left.Changed + right.Changed
        );
}
