namespace Rehome.Migrations;

/// <summary>A column as the user wrote it: <c>table.column</c> or <c>schema.table.column</c>.</summary>
/// <param name="Schema">Empty: the database's default.</param>
/// <param name="Table">As the catalogue spells it.</param>
/// <param name="Column">As the catalogue spells it.</param>
public sealed record ColumnName(string Schema, string Table, string Column)
{
    /// <summary>Reads the dotted form.</summary>
    /// <exception cref="FormatException">It has not two or three parts.</exception>
    public static ColumnName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('.');
        return parts switch
        {
            _ when parts.Any(string.IsNullOrWhiteSpace) => throw Bad(text),
            [var table, var column] => new ColumnName("", table, column),
            [var schema, var table, var column] => new ColumnName(schema, table, column),
            _ => throw Bad(text),
        };
    }

    /// <summary>The dotted form.</summary>
    public override string ToString() => Schema.Length > 0 ? $"{Schema}.{Table}.{Column}" : $"{Table}.{Column}";

    private static FormatException Bad(string text) =>
        new($"'{text}' is not a column; write it as table.column or schema.table.column");
}
