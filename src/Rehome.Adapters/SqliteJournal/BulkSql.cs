namespace Rehome.Adapters.SqliteJournal;

/// <summary>An INSERT for one row and for <see cref="BulkStatement.Rows"/> at once.</summary>
internal sealed class BulkSql(string insert, int columns, string end)
{
    public string One { get; } = Build(insert, columns, end, 1);

    public string Many { get; } = Build(insert, columns, end, BulkStatement.Rows);

    private static string Build(string insert, int columns, string end, int rows)
    {
        var row = "(" + string.Join(", ", Enumerable.Repeat("?", columns)) + ")";
        return $"{insert} VALUES {string.Join(", ", Enumerable.Repeat(row, rows))} {end}";
    }
}
