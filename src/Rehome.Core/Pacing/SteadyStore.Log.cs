using Microsoft.Extensions.Logging;
using Rehome.Locations;

namespace Rehome.Pacing;

internal sealed partial class SteadyStore
{
    [LoggerMessage(1001, LogLevel.Information, "{Location}: try {Try} failed, next in {Seconds:0.0} s: {Fault}")]
    private static partial void LogRepeat(ILogger logger, Location location, int @try, double seconds, string fault);
}
