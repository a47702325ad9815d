namespace Rehome.Pacing;

/// <summary>Finds the number of rows for one statement so that it takes about as long as wanted: at most doubled, at once halved.</summary>
internal sealed class BatchSizer(int most)
{
    private const int Fewest = 10;
    private static readonly TimeSpan s_wanted = TimeSpan.FromMilliseconds(500);

    private readonly int _most = most;

    /// <summary>Rows of the next statement.</summary>
    public int Rows { get; private set; } = Math.Min(500, most);

    /// <summary>Learns from a statement.</summary>
    public void Took(int rows, TimeSpan elapsed)
    {
        if (rows < Rows / 2)
        {
            return;
        }
        var factor = Math.Clamp(s_wanted / (elapsed > TimeSpan.Zero ? elapsed : TimeSpan.FromMilliseconds(1)), 0.5, 2);
        Rows = Math.Clamp((int)(Rows * factor), Math.Min(Fewest, _most), _most);
    }
}
