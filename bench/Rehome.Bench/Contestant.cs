namespace Rehome.Bench;

/// <summary>One way to do the work.</summary>
/// <param name="Name">How the tables call it.</param>
/// <param name="Command">What runs for a target.</param>
/// <param name="CheckAsync">Looks at its output and the target, and throws when work was left undone.</param>
internal sealed record Contestant(
    string Name,
    Func<Target, CommandWords> Command,
    Func<Target, string, CancellationToken, Task> CheckAsync
);
