namespace Rehome.Phases;

/// <summary>Hears what a run does. Called from many threads; must be quick and must not throw.</summary>
public interface IMigrationListener
{
    /// <summary>Something happened that people care about.</summary>
    void On(MigrationEvent happened);
}
