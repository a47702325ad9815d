using Rehome.Phases;

namespace Rehome.App.Demo;

/// <summary>What must come of the demo: its pictures, rows and problems are always the same.</summary>
internal static class DemoExpectation
{
    /// <summary>Everything that came otherwise, a sentence each.</summary>
    public static IReadOnlyList<string> Find(
        Summary plan,
        Summary run,
        Summary audit,
        IReadOnlyDictionary<int, string> before,
        IReadOnlyDictionary<int, string> after
    )
    {
        var pictures = DemoPhoto.All.Count + 1L;
        var rows = DemoPhoto.All.Count + 1L;
        (string What, object Wanted, object Found)[] all =
        [
            ("pictures listed", pictures, plan.Objects.Listed),
            ("pictures to copy", pictures - 2, plan.Objects.Planned),
            ("rows that name the old store", rows, plan.References.Legacy),
            ("pictures copied", pictures - 2, run.Objects.Copied),
            ("pictures already there", 1L, run.Objects.Present),
            ("conflicts", 1L, run.Objects.Conflicts),
            ("pictures that no row names", 1L, run.Objects.Unreferenced),
            ("rows switched", rows - 2, run.References.Switched),
            ("rows dangling", 1L, run.References.Dangling),
            ("rows waiting", 1L, run.References.Failed),
            ("how the run ended", Outcome.NeedsDecision, run.Outcome),
            ("pairs that differ", 1L, audit.Objects.Conflicts),
            ("dangling rows in the audit", 1L, audit.References.Dangling),
            ("how the audit ended", Outcome.Differences, audit.Outcome),
            ("rows before", rows, (long)before.Count),
            ("rows after", rows, (long)after.Count),
            ("rows with another value", rows - 2, after.Count(row => before[row.Key] != row.Value) + 0L),
        ];
        return
        [
            .. all.Where(each => !each.Wanted.Equals(each.Found))
                .Select(each => $"{each.What}: {each.Found} instead of {each.Wanted}"),
        ];
    }
}
