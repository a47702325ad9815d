using Microsoft.Extensions.Logging;
using Rehome.References;

namespace Rehome.Phases;

internal sealed partial class ReferencePass
{
    [LoggerMessage(2301, LogLevel.Debug, "{Column} {Row}: switching {OldValue} to {NewValue}")]
    private static partial void LogSwitching(
        ILogger logger,
        string column,
        RowKey row,
        string oldValue,
        string newValue
    );

    [LoggerMessage(2302, LogLevel.Warning, "{Column} {Row}: the database refused the new value: {Reason}")]
    private static partial void LogRefused(ILogger logger, string column, RowKey row, string reason);
}
