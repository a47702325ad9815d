namespace Rehome.Phases;

/// <summary>Where a migration stands.</summary>
public enum Phase
{
    /// <summary>Nothing done yet.</summary>
    New,

    /// <summary>Planned; nothing changed outside the journal.</summary>
    Planned,

    /// <summary>Objects are being copied.</summary>
    Copying,

    /// <summary>Every object that can be copied is.</summary>
    Copied,

    /// <summary>Rows are being switched.</summary>
    Switching,

    /// <summary>Every row that can be switched is.</summary>
    Switched,

    /// <summary>Source objects are being deleted.</summary>
    Retiring,

    /// <summary>All that was asked for is done.</summary>
    Done,

    /// <summary>Rows are being returned.</summary>
    RollingBack,

    /// <summary>Every row that could be returned is.</summary>
    RolledBack,
}
