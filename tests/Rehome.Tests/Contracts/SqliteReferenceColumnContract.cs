namespace Rehome.Tests.Contracts;

public sealed class SqliteReferenceColumnContract : ReferenceColumnContract
{
    protected override Task<ReferenceTable> CreateAsync(KeyKind kind, IReadOnlyList<SeedRow> rows) =>
        Task.FromResult<ReferenceTable>(SqliteReferenceTable.Create(kind, rows, "TEXT", "PRAGMA journal_mode = WAL"));
}
