using Rehome.Phases;

namespace Rehome.App.Runs;

/// <summary>What one verb does with a migration and its journal.</summary>
/// <param name="Verb">Its name.</param>
/// <param name="Preflight">What is asked before.</param>
/// <param name="Work">The work itself.</param>
internal sealed record RunPlan(string Verb, Preflight Preflight, Func<Rehoming, CancellationToken, Task<Summary>> Work);
