using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

/// <summary>A column whose collation calls values equal that differ in case and accents.</summary>
public sealed class PostgreSqlLooseReferenceColumnContract(PostgreSqlFixture fixture) : ReferenceColumnContract
{
    protected override async Task<ReferenceTable> CreateAsync(KeyKind kind, IReadOnlyList<SeedRow> rows) =>
        await PostgreSqlReferenceTable.CreateAsync(fixture, kind, rows, "varchar(2000) COLLATE loose");
}
