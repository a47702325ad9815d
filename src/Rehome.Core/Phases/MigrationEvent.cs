namespace Rehome.Phases;

/// <summary>What a listener hears: coarse steps. Counts are read from <see cref="Progress"/> whenever the listener likes.</summary>
public abstract record MigrationEvent
{
    /// <summary>A step of the work begins.</summary>
    /// <param name="Step">Which.</param>
    public sealed record StepStarted(Step Step) : MigrationEvent;

    /// <summary>A step of the work ended well.</summary>
    /// <param name="Step">Which.</param>
    public sealed record StepEnded(Step Step) : MigrationEvent;

    /// <summary>Something people should know, once.</summary>
    /// <param name="Text">A sentence.</param>
    public sealed record Notice(string Text) : MigrationEvent;
}
