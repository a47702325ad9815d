using Microsoft.Extensions.Logging;
using Rehome.Locations;

namespace Rehome.Phases;

internal sealed partial class ObjectMover
{
    [LoggerMessage(2101, LogLevel.Debug, "{Key}: copying to {Target}")]
    private static partial void LogCopying(ILogger logger, ObjectKey key, ObjectKey target);

    [LoggerMessage(2102, LogLevel.Debug, "{Key}: found equal at {Target}, not copied")]
    private static partial void LogAdopted(ILogger logger, ObjectKey key, ObjectKey target);

    [LoggerMessage(2103, LogLevel.Warning, "{Key}: {Target} holds other content, not copied")]
    private static partial void LogConflict(ILogger logger, ObjectKey key, ObjectKey target);

    [LoggerMessage(2104, LogLevel.Information, "{Key}: changed since it was listed, copying the new version")]
    private static partial void LogChanged(ILogger logger, ObjectKey key);
}
