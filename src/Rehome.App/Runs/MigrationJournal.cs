using Rehome.Adapters.SqliteJournal;
using Rehome.Migrations;

namespace Rehome.App.Runs;

/// <summary>Where the journal of a migration is, and how it is opened.</summary>
/// <param name="surroundings">Folder, clock and whom to ask.</param>
/// <param name="migration">The migration.</param>
/// <param name="path">As the user named it; empty: the default.</param>
internal sealed class MigrationJournal(Surroundings surroundings, Migration migration, string path)
{
    /// <summary>The file, as people would name it from the current folder.</summary>
    public string Place { get; } = path.Length > 0 ? path : Path.Combine(".rehome", migration.Name + ".db");

    private string File => Path.Combine(surroundings.Folder, Place);

    /// <summary>Opens it for a run. A migration that was changed since the last run is asked about.</summary>
    /// <exception cref="PreflightException">It was changed, and nobody agreed.</exception>
    public async Task<SqliteJournal> OpenAsync(bool yes, CancellationToken cancellationToken)
    {
        var journal = await SqliteJournal.OpenAsync(Settings(File), JournalMode.ReadWrite, cancellationToken);
        if (journal.HashMatches)
        {
            return journal;
        }
        try
        {
            if (
                !yes
                && !(
                    surroundings.CanAsk
                    && surroundings.Confirm(
                        $"The migration has changed since {Place} was written. Go on as it reads now?"
                    )
                )
            )
            {
                throw new PreflightException(
                    $"the migration has changed since its journal {Place} was written: places, columns, filters or policy are others now, "
                        + "and what was copied and switched before stays as it is. --yes goes on as it reads now; --name begins anew"
                );
            }
            await journal.AcceptHashAsync(cancellationToken);
            return journal;
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens it for a look, also while a run goes on.</summary>
    public async Task<SqliteJournal> OpenReadOnlyAsync(CancellationToken cancellationToken) =>
        await SqliteJournal.OpenAsync(Settings(File), JournalMode.ReadOnly, cancellationToken);

    /// <summary>Opens an empty one, as a work table; it goes when it is disposed.</summary>
    /// <param name="purpose">Part of its name.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<ScratchJournal> OpenScratchAsync(string purpose, CancellationToken cancellationToken)
    {
        // Beside the journal, where there is room for as many entries: a temporary folder may be in memory.
        var folder = Path.Combine(Path.GetDirectoryName(File)!, $"{migration.Name}.{purpose}-{Environment.ProcessId}");
        ScratchJournal.Remove(folder);
        Directory.CreateDirectory(folder);
        return new ScratchJournal(
            await SqliteJournal.OpenAsync(
                Settings(Path.Combine(folder, "work.db")),
                JournalMode.ReadWrite,
                cancellationToken
            ),
            folder
        );
    }

    /// <summary>Removes it, where there is one.</summary>
    public void Remove()
    {
        foreach (var ending in new[] { "", "-wal", "-shm", ".lock" })
        {
            if (System.IO.File.Exists(File + ending))
            {
                System.IO.File.Delete(File + ending);
            }
        }
    }

    private JournalSettings Settings(string file) =>
        new(file, migration.Name, migration.Hash) { Clock = surroundings.Clock };
}
