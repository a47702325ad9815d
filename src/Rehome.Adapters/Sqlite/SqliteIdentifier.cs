namespace Rehome.Adapters.Sqlite;

/// <summary>Names as they stand in SQL.</summary>
internal static class SqliteIdentifier
{
    /// <summary>The name between quotes.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
