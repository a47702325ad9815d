namespace Rehome.App.Runs;

/// <summary>The run cannot begin: something is missing that only the user can provide. The message says what.</summary>
internal sealed class PreflightException(string message, Exception? cause = null) : Exception(message, cause);
