namespace Rehome.Adapters.PostgreSql;

/// <summary>Names as they stand in SQL.</summary>
internal static class PostgreSqlIdentifier
{
    /// <summary>The name between quotes: for statements.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The name with quotes only where it looks odd: for people, who may paste it.</summary>
    public static string Show(string name) =>
        name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')
            ? name
            : Quote(name);
}
