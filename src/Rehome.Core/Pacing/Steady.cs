using Microsoft.Extensions.Logging;
using Rehome.Migrations;
using Rehome.Phases;
using Rehome.References;

namespace Rehome.Pacing;

/// <summary>Repeats calls to a database after passing faults.</summary>
internal static partial class Steady
{
    /// <summary>Calls until it succeeds, fails for good, or its tries are used up.</summary>
    public static async ValueTask<TResult> DoAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> call,
        Limits limits,
        RunContext context,
        CancellationToken cancellationToken
    )
    {
        var retry = new RetryPolicy(limits.Tries);
        for (var failedTries = 1; ; failedTries++)
        {
            try
            {
                return await call(cancellationToken);
            }
            catch (ReferenceException fault)
                when (fault.Failure == ReferenceFailure.Unavailable && failedTries < retry.Tries)
            {
                double chance;
                lock (context.Chance)
                {
                    chance = context.Chance.NextDouble();
                }
                var delay = retry.DelayAfter(failedTries, TimeSpan.Zero, chance);
                context.Progress.AddRepeated();
                LogRepeat(context.Logger, failedTries, delay.TotalSeconds, fault.Message);
                await Task.Delay(delay, context.Clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "try {Try} failed, next in {Seconds:0.0} s: {Fault}")]
    private static partial void LogRepeat(ILogger logger, int @try, double seconds, string fault);
}
