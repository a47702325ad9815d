using Microsoft.Extensions.Logging;
using Rehome.Locations;

namespace Rehome.Phases;

internal sealed partial class Retirer
{
    [LoggerMessage(2401, LogLevel.Debug, "{Key}: deleted at the source")]
    private static partial void LogDeleted(ILogger logger, ObjectKey key);

    [LoggerMessage(2402, LogLevel.Warning, "{Key}: not deleted at the source: {Reason}")]
    private static partial void LogNotDeleted(ILogger logger, ObjectKey key, string reason);
}
