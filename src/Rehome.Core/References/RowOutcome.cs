namespace Rehome.References;

/// <summary>What became of one compare-and-swap.</summary>
public enum RowOutcome
{
    /// <summary>The row has the new value and this call wrote it.</summary>
    Switched,

    /// <summary>The row has another value by now, or is gone; it was left alone.</summary>
    Changed,
}
