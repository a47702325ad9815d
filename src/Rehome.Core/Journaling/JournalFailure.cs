namespace Rehome.Journaling;

/// <summary>Why a journal cannot be used.</summary>
public enum JournalFailure
{
    /// <summary>Another process is running this migration.</summary>
    Busy,

    /// <summary>It is no journal, is damaged, or was written by another version.</summary>
    Unreadable,

    /// <summary>It belongs to another migration.</summary>
    Foreign,

    /// <summary>It cannot be written: no space, no right.</summary>
    Unwritable,
}
