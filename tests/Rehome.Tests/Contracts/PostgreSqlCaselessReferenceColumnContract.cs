using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

/// <summary>A column whose type calls values equal that differ in case.</summary>
public sealed class PostgreSqlCaselessReferenceColumnContract(PostgreSqlFixture fixture) : ReferenceColumnContract
{
    protected override async Task<ReferenceTable> CreateAsync(KeyKind kind, IReadOnlyList<SeedRow> rows) =>
        await PostgreSqlReferenceTable.CreateAsync(fixture, kind, rows, "citext");
}
