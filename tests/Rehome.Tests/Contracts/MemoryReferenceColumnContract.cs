namespace Rehome.Tests.Contracts;

public sealed class MemoryReferenceColumnContract : ReferenceColumnContract
{
    protected override Task<ReferenceTable> CreateAsync(KeyKind kind, IReadOnlyList<SeedRow> rows) =>
        Task.FromResult<ReferenceTable>(new MemoryReferenceTable(kind, rows));
}
