namespace Rehome.Adapters.Sqlite;

/// <summary>The limits of a reference column in SQLite.</summary>
internal sealed record SqliteOptions
{
    /// <summary>The wait for the lock of another connection. Default: 10 seconds.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>One part of that wait, after which a cancellation is heard. Default: 1 second, the shortest the library knows.</summary>
    public TimeSpan BusyStep { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Connections to one column's file at most. Default: 8.</summary>
    public int Connections { get; init; } = 8;
}
