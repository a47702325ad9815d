using System.Globalization;
using Rehome.App.MigrationFiles;
using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>Says the state of a step in words.</summary>
internal static class StepWords
{
    /// <summary>What the step does.</summary>
    public static string Name(Step step) =>
        step switch
        {
            Step.List => "list",
            Step.Scan => "read references",
            Step.Copy => "copy",
            Step.Switch => "switch references",
            Step.Grace => "wait for the grace period",
            Step.Retire => "delete sources",
            Step.Verify => "verify",
            Step.Restore => "copy back",
            Step.Rollback => "return references",
            _ => step.ToString(),
        };

    /// <summary>What it counts.</summary>
    public static string Unit(Step step) =>
        step switch
        {
            Step.Scan or Step.Switch or Step.Rollback => "rows",
            Step.Verify => "objects and rows",
            _ => "objects",
        };

    /// <summary>How far it is: <c>120 objects of 4,000, 1.2 MB</c>.</summary>
    public static string Count(StepView view)
    {
        if (view.Step == Step.Grace)
        {
            return "";
        }
        var of =
            view.Total == 0 || view.HasEnded ? ""
            : view.Share < 0 ? $" of {Number(view.Total)} so far"
            : $" of {Number(view.Total)}";
        var bytes = view.Bytes > 0 ? $", {ByteSize.Show(view.Bytes)}" : "";
        var listed = view.Listed > 0 ? $" ({Number(view.Listed)} listed)" : "";
        return $"{Number(view.Done)} {Unit(view.Step)}{of}{bytes}{listed}";
    }

    /// <summary>How fast it is: <c>1,234/s, 5.6 MB/s</c>; empty where nothing moves.</summary>
    public static string Rate(StepView view) =>
        view switch
        {
            { PerSecond: <= 0 } => "",
            { BytesPerSecond: > 0 } => $"{Rate(view.PerSecond)}/s, {ByteSize.Show(view.BytesPerSecond)}/s",
            _ => $"{Rate(view.PerSecond)}/s",
        };

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Rate(double rate) => rate.ToString(rate < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
