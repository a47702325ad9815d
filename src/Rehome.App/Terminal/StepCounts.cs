using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>The counts of a run that speak of one step.</summary>
/// <param name="Done">Objects or rows handled.</param>
/// <param name="Bytes">Bytes handled.</param>
/// <param name="Total">Objects or rows in all, so far as known.</param>
/// <param name="TotalBytes">Bytes in all, so far as known.</param>
/// <param name="IsTotal">True when the totals will not grow.</param>
/// <param name="Listed">Objects listed beside the work.</param>
internal readonly record struct StepCounts(
    long Done,
    long Bytes,
    long Total,
    long TotalBytes,
    bool IsTotal,
    long Listed
)
{
    /// <summary>Reads the counts of a step.</summary>
    public static StepCounts Read(Step step, Progress progress) =>
        step switch
        {
            Step.List => new StepCounts(progress.Listed, progress.ListedBytes, 0, 0, false, 0),
            Step.Copy => new StepCounts(
                progress.Copied,
                progress.CopiedBytes,
                progress.ToCopy,
                progress.ToCopyBytes,
                progress.ListingEnded,
                progress.Listed
            ),
            Step.Restore => new StepCounts(progress.Copied, progress.CopiedBytes, 0, 0, false, 0),
            Step.Scan => new StepCounts(progress.Scanned, 0, 0, 0, false, 0),
            Step.Switch or Step.Rollback => new StepCounts(progress.Switched, 0, 0, 0, false, 0),
            Step.Retire => new StepCounts(progress.Retired, 0, 0, 0, false, 0),
            Step.Verify => new StepCounts(progress.Listed + progress.Scanned, 0, 0, 0, false, 0),
            _ => default,
        };

    /// <summary>What was done between two readings.</summary>
    public static StepCounts operator -(StepCounts later, StepCounts earlier) =>
        later with
        {
            Done = later.Done - earlier.Done,
            Bytes = later.Bytes - earlier.Bytes,
            Listed = later.Listed - earlier.Listed,
        };
}
