using Microsoft.Extensions.Logging;

namespace Rehome.App.Runs;

internal sealed partial class RunListener
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(100, LogLevel.Information, "begins: {Step}")]
    private partial void LogStarted(string step);

    [LoggerMessage(101, LogLevel.Information, "ended: {Step}")]
    private partial void LogEnded(string step);

    [LoggerMessage(102, LogLevel.Warning, "{Text}")]
    private partial void LogNotice(string text);
}
