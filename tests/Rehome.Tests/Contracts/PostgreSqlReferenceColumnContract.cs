using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

public sealed class PostgreSqlReferenceColumnContract(PostgreSqlFixture fixture) : ReferenceColumnContract
{
    protected override async Task<ReferenceTable> CreateAsync(KeyKind kind, IReadOnlyList<SeedRow> rows) =>
        await PostgreSqlReferenceTable.CreateAsync(fixture, kind, rows, "text");
}
