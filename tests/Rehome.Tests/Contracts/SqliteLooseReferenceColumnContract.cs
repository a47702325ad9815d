namespace Rehome.Tests.Contracts;

/// <summary>A column that ignores case, in a file whose text is UTF-16 and without a write-ahead log.</summary>
public sealed class SqliteLooseReferenceColumnContract : ReferenceColumnContract
{
    protected override Task<ReferenceTable> CreateAsync(KeyKind kind, IReadOnlyList<SeedRow> rows) =>
        Task.FromResult<ReferenceTable>(
            SqliteReferenceTable.Create(kind, rows, "VARCHAR(50) COLLATE NOCASE", "PRAGMA encoding = 'UTF-16le'")
        );
}
