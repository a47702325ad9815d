using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>The counts of a run that speak of one step.</summary>
/// <param name="Done">Objects or rows handled.</param>
/// <param name="Bytes">Bytes handled.</param>
/// <param name="Total">Objects or rows in all, so far as known.</param>
/// <param name="TotalBytes">Bytes in all, so far as known.</param>
/// <param name="IsTotal">True when the totals will not grow.</param>
internal readonly record struct StepCounts(long Done, long Bytes, long Total, long TotalBytes, bool IsTotal)
{
    /// <summary>Reads the counts of a step.</summary>
    public static StepCounts Read(Step step, Progress progress) =>
        step switch
        {
            Step.List => new StepCounts(progress.Listed, progress.ListedBytes, 0, 0, false),
            Step.Copy => new StepCounts(progress.Copied, progress.CopiedBytes, progress.ToCopy, progress.ToCopyBytes, progress.ListingEnded),
            Step.Restore => new StepCounts(progress.Copied, progress.CopiedBytes, 0, 0, false),
            Step.Scan => new StepCounts(progress.Scanned, 0, 0, 0, false),
            Step.Switch or Step.Rollback => new StepCounts(progress.Switched, 0, 0, 0, false),
            Step.Retire => new StepCounts(progress.Retired, 0, 0, 0, false),
            Step.Verify => new StepCounts(progress.Listed + progress.Scanned, 0, 0, 0, false),
            _ => default,
        };

    /// <summary>What was done between two readings.</summary>
    public static StepCounts operator -(StepCounts later, StepCounts earlier) =>
        later with { Done = later.Done - earlier.Done, Bytes = later.Bytes - earlier.Bytes };
}
