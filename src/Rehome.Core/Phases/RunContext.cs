using Microsoft.Extensions.Logging;

namespace Rehome.Phases;

/// <summary>What a run takes from outside.</summary>
/// <param name="Clock">Time.</param>
/// <param name="Chance">Jitter. Used under a lock by nobody else.</param>
/// <param name="Logger">Steps of objects and rows in words, at debug level; faults above it.</param>
/// <param name="Listener">Hears the coarse steps.</param>
/// <param name="Progress">Live counts.</param>
/// <param name="WindDown">Cancelled by a first Ctrl-C: start nothing new, finish what is in flight, and throw <see cref="OperationCanceledException"/>.</param>
public sealed record RunContext(
    TimeProvider Clock,
    Random Chance,
    ILogger Logger,
    IMigrationListener Listener,
    Progress Progress,
    CancellationToken WindDown
);
