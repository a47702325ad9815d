namespace Rehome.Pacing;

/// <summary>When and how often something is tried again: exponential, with full jitter.</summary>
/// <param name="Tries">Tries in all, the first included.</param>
internal sealed record RetryPolicy(int Tries)
{
    /// <summary>The upper bound of the first wait. Default: 100 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The upper bound of any wait. Default: 20 s.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The wait after a failed try.</summary>
    /// <param name="failedTries">How many have failed, from 1.</param>
    /// <param name="asked">What the other side asked for; zero when it did not say.</param>
    /// <param name="chance">Between 0 and 1.</param>
    public TimeSpan DelayAfter(int failedTries, TimeSpan asked, double chance)
    {
        var bound = Math.Min(
            FirstDelay.TotalMilliseconds * Math.Pow(2, failedTries - 1),
            LongestDelay.TotalMilliseconds
        );
        // Never quite zero, so that many clients do not come back at once.
        var own = TimeSpan.FromMilliseconds(bound * (0.5 + (chance / 2)));
        return asked > own ? (asked < LongestDelay ? asked : LongestDelay) : own;
    }
}
