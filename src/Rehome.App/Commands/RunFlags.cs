using System.CommandLine;

namespace Rehome.App.Commands;

/// <summary>The options of how a verb runs and talks.</summary>
internal sealed class RunFlags
{
    private readonly Option<string?> _journal = new("--journal")
    {
        HelpName = "path",
        Description = "The journal's file (default: .rehome/<name>.db)",
    };
    private readonly Option<string?> _log = new("--log")
    {
        HelpName = "path",
        Description = "The log file (default: .rehome/logs/<name>-<time>.log)",
    };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Results as JSON lines on standard output; the last is the summary",
    };
    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Say each object's steps in words",
    };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Answer every question with yes" };
    private readonly Option<bool> _noProgress = new("--no-progress")
    {
        Description = "No live display, a line every few seconds instead",
    };

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [_journal, _log, _json, _verbose, _yes, _noProgress];

    /// <summary>Only how to talk.</summary>
    public IReadOnlyList<Option> Talking => [_journal, _json];

    /// <summary>What the user chose.</summary>
    public RunChoices Read(ParseResult parsed) =>
        new(
            parsed.GetValue(_journal) ?? "",
            parsed.GetValue(_log) ?? "",
            parsed.GetValue(_json),
            parsed.GetValue(_verbose),
            parsed.GetValue(_yes),
            parsed.GetValue(_noProgress)
        );
}
