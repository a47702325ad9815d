using Microsoft.Extensions.Logging;

namespace Rehome.App.Runs;

internal sealed partial class MigrationRun
{
    [LoggerMessage(110, LogLevel.Information, "{Verb} ended: {Summary}")]
    private static partial void LogSummary(ILogger logger, string verb, string summary);

    [LoggerMessage(111, LogLevel.Warning, "preflight: {Probe}")]
    private static partial void LogProbe(ILogger logger, string probe);

    [LoggerMessage(112, LogLevel.Error, "ended with exit code {ExitCode}")]
    private static partial void LogFault(ILogger logger, int exitCode, Exception fault);

    [LoggerMessage(113, LogLevel.Warning, "the progress could not be shown")]
    private static partial void LogDisplay(ILogger logger, Exception fault);

    // In an exception filter, so that the stack is still whole and the error goes on.
    private static bool WriteDown(ILogger logger, Exception fault, int exitCode)
    {
        LogFault(logger, exitCode, fault);
        return false;
    }
}
