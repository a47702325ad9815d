namespace Rehome.Adapters.PostgreSql;

/// <summary>A table and its columns as the catalogue has them.</summary>
/// <param name="Oid">Its number.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The catalogue's letter: r table, p partitioned table, v view, …</param>
/// <param name="HasHeirs">True when tables inherit from it that are not its partitions; their rows have keys of their own.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="UniqueKeys">The columns of each unique index that covers all rows, in the index's order; the primary key first.</param>
internal sealed record PostgreSqlTable(
    uint Oid,
    string Schema,
    string Name,
    char Kind,
    bool HasHeirs,
    IReadOnlyList<PostgreSqlTableColumn> Columns,
    IReadOnlyList<PostgreSqlUniqueKey> UniqueKeys
);
