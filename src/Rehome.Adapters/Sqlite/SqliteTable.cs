namespace Rehome.Adapters.Sqlite;

/// <summary>A table as the schema has it.</summary>
/// <param name="Name">Its name as the schema spells it.</param>
/// <param name="Kind"><c>table</c> or <c>view</c>.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="UniqueKeys">The columns of each unique index that covers all rows, the primary key's left out.</param>
internal sealed record SqliteTable(
    string Name,
    string Kind,
    IReadOnlyList<SqliteTableColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> UniqueKeys
);
