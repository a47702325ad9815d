namespace Rehome.Adapters.SqliteJournal;

/// <summary>What a journal is opened for.</summary>
public enum JournalMode
{
    /// <summary>A run: one process at a time.</summary>
    ReadWrite,

    /// <summary>A look, also while a run goes on. Every write throws <see cref="InvalidOperationException"/>.</summary>
    ReadOnly,
}
