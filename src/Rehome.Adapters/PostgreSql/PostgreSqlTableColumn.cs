namespace Rehome.Adapters.PostgreSql;

/// <summary>One column as the catalogue has it.</summary>
/// <param name="Number">Its number in the table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type with length, as SQL: <c>character varying(255)</c>.</param>
/// <param name="CastType">Its type without length, as SQL: a cast to it cuts nothing.</param>
/// <param name="BaseType">The type behind it when it is a domain: <c>text</c>.</param>
/// <param name="IsGenerated">True when the server computes it.</param>
/// <param name="IsNotNull">True when it cannot be null.</param>
/// <param name="ComparesBytes">True when its collation calls only equal bytes equal.</param>
internal sealed record PostgreSqlTableColumn(
    short Number,
    string Name,
    string Type,
    string CastType,
    string BaseType,
    bool IsGenerated,
    bool IsNotNull,
    bool ComparesBytes
)
{
    /// <summary>True when it holds text that can be compared and written without loss.</summary>
    public bool HoldsText => BaseType is "text" or "varchar" or "bpchar" or "citext";

    /// <summary>True when LIKE on the bare column compares bytes, so that an index on it can serve.</summary>
    public bool SearchesBytes => BaseType is "text" or "varchar" && ComparesBytes;
}
