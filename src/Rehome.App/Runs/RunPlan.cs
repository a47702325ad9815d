using Rehome.Phases;

namespace Rehome.App.Runs;

/// <summary>What one verb does with a migration.</summary>
/// <param name="Verb">Its name.</param>
/// <param name="Preflight">What is asked before.</param>
/// <param name="UsesScratch">True when the work must not touch the migration's own journal.</param>
/// <param name="Work">The work itself.</param>
internal sealed record RunPlan(string Verb, Preflight Preflight, bool UsesScratch, Func<Rehoming, CancellationToken, Task<Summary>> Work);
