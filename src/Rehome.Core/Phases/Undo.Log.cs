using Microsoft.Extensions.Logging;
using Rehome.Locations;
using Rehome.References;

namespace Rehome.Phases;

internal sealed partial class Undo
{
    [LoggerMessage(2501, LogLevel.Warning, "{Key}: gone at the source; its rows stay switched")]
    private static partial void LogGone(ILogger logger, ObjectKey key);

    [LoggerMessage(2502, LogLevel.Warning, "{Row}: the database refused the old value: {Reason}")]
    private static partial void LogRefused(ILogger logger, RowKey row, string reason);
}
