namespace Rehome.App.Runs;

/// <summary>The user stopped the run; the message says how to go on.</summary>
internal sealed class InterruptedException(string message, Exception? cause = null) : Exception(message, cause);
