using Rehome.Adapters.SqliteJournal;
using Rehome.Journaling;
using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

public sealed class SqliteJournalContractTests : JournalContract
{
    private readonly TempFolder _folder = new();

    private protected override async ValueTask<IJournal> OpenEmptyAsync() =>
        await SqliteJournal.OpenAsync(
            new JournalSettings(_folder["x.db"], "avatars", "hash"),
            JournalMode.ReadWrite,
            Token
        );

    private protected override ValueTask CloseAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
