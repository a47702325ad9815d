using Rehome.Journaling;

namespace Rehome.App.Runs;

/// <summary>A journal that is only a work table and is removed in the end.</summary>
/// <param name="journal">The journal.</param>
/// <param name="folder">Its own folder.</param>
internal sealed class ScratchJournal(IJournal journal, string folder) : IAsyncDisposable
{
    /// <summary>The journal.</summary>
    public IJournal Journal => journal;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        Remove(folder);
    }

    /// <summary>Removes a scratch folder, where there is one.</summary>
    public static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
