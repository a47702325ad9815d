using Microsoft.Extensions.Logging;
using Rehome.Locations;

namespace Rehome.Phases;

internal sealed partial class RowResolver
{
    [LoggerMessage(
        2201,
        LogLevel.Debug,
        "{Key}: a row names it, but no listing has shown it; copying it before its row"
    )]
    private static partial void LogAppeared(ILogger logger, ObjectKey key);
}
