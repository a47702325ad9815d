namespace Rehome.App.Commands;

/// <summary>How a verb shall run and talk.</summary>
/// <param name="Journal">The journal's file; empty: the default.</param>
/// <param name="Log">The log file; empty: the default.</param>
/// <param name="Json">Results as JSON lines.</param>
/// <param name="Verbose">Say each object's steps.</param>
/// <param name="Yes">Ask nothing.</param>
/// <param name="NoProgress">No live display.</param>
internal sealed record RunChoices(string Journal, string Log, bool Json, bool Verbose, bool Yes, bool NoProgress);
