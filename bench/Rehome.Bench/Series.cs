namespace Rehome.Bench;

/// <summary>All runs of one contestant, a run for each round.</summary>
/// <param name="Name">The contestant.</param>
/// <param name="Runs">In the order of the rounds.</param>
internal sealed record Series(string Name, IReadOnlyList<Measure> Runs)
{
    /// <summary>The middle of one figure over all runs.</summary>
    public double Median(Func<Measure, double> figure) => Median(Runs.Select(figure));

    /// <summary>What this took as a share of what another took in the same round, round by round.</summary>
    public IReadOnlyList<double> RatiosTo(Series other, Func<Measure, double> figure) =>
        [.. Runs.Zip(other.Runs, (mine, theirs) => figure(mine) / figure(theirs))];

    /// <summary>The middle; between the two middle ones of an even number.</summary>
    public static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
