using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>What a user would want to do after a verb.</summary>
internal static class NextStep
{
    /// <summary>A sentence or two; empty where nothing needs saying.</summary>
    /// <param name="verb">What was done.</param>
    /// <param name="summary">How it ended.</param>
    /// <param name="command">How the user calls this program.</param>
    /// <param name="words">What names the migration on a command line, with a space before it.</param>
    public static string After(string verb, Summary summary, string command, string words) =>
        (verb, summary.Outcome) switch
        {
            ("verify", Outcome.Differences) =>
                $"Differences were found. '{command} run{words}' finishes what is unfinished; '{command} failures{words}' lists what waits for you.",
            ("verify", _) => "Every reference resolves, and every pair that was compared is equal.",
            ("rollback", Outcome.Clean) => "Every row that still held our value holds its old one again.",
            ("status", Outcome.Clean) when summary.Phase is Phase.Copying or Phase.Switching or Phase.Retiring =>
                $"'{command} run{words}' goes on where it stopped.",
            ("status", Outcome.Clean) when summary.Phase == Phase.RollingBack =>
                $"'{command} rollback{words}' goes on where it stopped.",
            (_, Outcome.NeedsDecision) =>
                $"A conflict needs you: rename or remove one object of each pair, or exclude it, then run again. '{command} failures{words}' lists them.",
            (_, Outcome.LeftOvers) =>
                $"Something is left: '{command} failures{words}' lists it, and '{command} failures{words} --retry' tries again once it is mended.",
            ("plan", Outcome.Clean) => $"Nothing was changed. Next: '{command} run{words}'.",
            ("copy", Outcome.Clean) => $"Next: '{command} switch{words}'.",
            ("run" or "switch", Outcome.Clean) =>
                $"Next: '{command} verify{words}' audits it; '{command} rollback{words}' undoes it.",
            _ => "",
        };
}
