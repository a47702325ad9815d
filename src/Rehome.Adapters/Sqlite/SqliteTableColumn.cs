namespace Rehome.Adapters.Sqlite;

/// <summary>One column as the schema declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its declared type; empty when it has none.</param>
/// <param name="IsNotNull">True when declared so.</param>
/// <param name="KeyPlace">Its place in the primary key from 1; zero outside.</param>
/// <param name="IsGenerated">True when SQLite computes it.</param>
internal sealed record SqliteTableColumn(string Name, string Type, bool IsNotNull, int KeyPlace, bool IsGenerated)
{
    /// <summary>What SQLite turns stored values into, by the rules of https://www.sqlite.org/datatype3.html#determination_of_column_affinity.</summary>
    public SqliteAffinity Affinity { get; } = AffinityOf(Type.ToUpperInvariant());

    private static SqliteAffinity AffinityOf(string type)
    {
        bool Has(string part) => type.Contains(part, StringComparison.Ordinal);
        return Has("INT") ? SqliteAffinity.Integer
            : Has("CHAR") || Has("CLOB") || Has("TEXT") ? SqliteAffinity.Text
            : Has("BLOB") ? SqliteAffinity.Blob
            : type is "" or "ANY" ? SqliteAffinity.None
            : Has("REAL") || Has("FLOA") || Has("DOUB") ? SqliteAffinity.Real
            : SqliteAffinity.Numeric;
    }
}
