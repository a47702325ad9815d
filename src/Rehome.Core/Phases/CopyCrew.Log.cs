using Microsoft.Extensions.Logging;
using Rehome.Locations;

namespace Rehome.Phases;

internal sealed partial class CopyCrew
{
    [LoggerMessage(2001, LogLevel.Warning, "{Key}: given up: {Fault}")]
    private static partial void LogGivenUp(ILogger logger, ObjectKey key, string fault);
}
