namespace Rehome.Adapters.SqliteJournal;

/// <summary>Which journal to open, and for which migration.</summary>
/// <param name="Path">The file; its folder is made where there is none.</param>
/// <param name="Migration">The name of the migration; a journal belongs to one.</param>
/// <param name="MigrationHash">The hash of the migration as it reads now; see <see cref="SqliteJournal.HashMatches"/>.</param>
public sealed record JournalSettings(string Path, string Migration, string MigrationHash)
{
    /// <summary>Says since when a journal is in use. Default: the system's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
