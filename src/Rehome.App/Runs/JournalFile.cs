using Rehome.Journaling;
using Rehome.Migrations;

namespace Rehome.App.Runs;

/// <summary>Where the journal of a migration is, and how it is opened.</summary>
internal sealed class JournalFile(Surroundings surroundings, Migration migration, string path)
{
    /// <summary>The file, as people would name it from the current folder.</summary>
    public string Place { get; } = path.Length > 0 ? path : Path.Combine(".rehome", migration.Name + ".db");

    public Task<IJournal> OpenAsync(bool yes, CancellationToken cancellationToken) => throw new NotImplementedException($"{surroundings}{yes}");

    public Task<IJournal> OpenReadOnlyAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IJournal> OpenScratchAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
