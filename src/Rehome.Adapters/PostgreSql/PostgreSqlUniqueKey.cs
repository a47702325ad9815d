namespace Rehome.Adapters.PostgreSql;

/// <summary>A unique index over plain columns and all rows.</summary>
/// <param name="IsPrimary">True for the primary key.</param>
/// <param name="Columns">Its columns in the index's order.</param>
internal sealed record PostgreSqlUniqueKey(bool IsPrimary, IReadOnlyList<string> Columns);
