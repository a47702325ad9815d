namespace Rehome.Adapters.Sqlite;

/// <summary>What a column turns values into when they are stored.</summary>
internal enum SqliteAffinity
{
    /// <summary>Whole numbers where the text is one.</summary>
    Integer,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Declared as BLOB: nothing is turned.</summary>
    Blob,

    /// <summary>Declared without a type, or as ANY: nothing is turned.</summary>
    None,

    /// <summary>Floating point where the text is a number.</summary>
    Real,

    /// <summary>A number where the text is one: also what STRING, UUID, JSON and DATETIME mean to SQLite.</summary>
    Numeric,
}
