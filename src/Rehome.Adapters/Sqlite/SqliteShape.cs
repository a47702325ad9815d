using System.Text;
using Rehome.Adapters.Relational;
using Rehome.Migrations;
using Rehome.References;

namespace Rehome.Adapters.Sqlite;

/// <summary>A table, its reference column and its key, checked to serve.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column with the references.</param>
/// <param name="Key">The columns that identify a row.</param>
/// <param name="Settings">What the user wrote.</param>
/// <param name="Encoding">The encoding of the file's text: what a cast to BLOB gives.</param>
internal sealed record SqliteShape(
    SqliteTable Table,
    SqliteTableColumn Column,
    IReadOnlyList<SqliteTableColumn> Key,
    ReferenceSettings Settings,
    Encoding Encoding
)
{
    /// <summary>Checks what the schema says against what the user asks for.</summary>
    /// <exception cref="ReferenceException">The column cannot serve; the message says what to do.</exception>
    public static SqliteShape Create(SqliteTable table, ReferenceSettings settings, Encoding encoding)
    {
        var name = settings.Column;
        if (table.Kind == "view")
        {
            throw Unusable($"{name}: '{table.Name}' is a view; name the table that holds the rows");
        }
        var column = Find(table, name.Column) ?? throw Missing(table, name, "column", name.Column);
        if (column.IsGenerated)
        {
            throw Unusable($"{name} is a generated column; name the column it is computed from");
        }
        if (column.Affinity is SqliteAffinity.Integer or SqliteAffinity.Real or SqliteAffinity.Blob)
        {
            throw Unusable($"{name} is of type {column.Type}; a reference column holds text");
        }
        var key = FindKey(table, settings);
        if (key.FirstOrDefault(each => each.Affinity is SqliteAffinity.Real or SqliteAffinity.None) is { } loose)
        {
            throw Unusable(
                $"{name}: the key column '{loose.Name}' is declared '{loose.Type}', so its values cannot be told apart safely; "
                    + "set 'key:' to columns declared as INTEGER, TEXT or BLOB"
            );
        }
        return key.Contains(column)
            ? throw Unusable(
                $"{name} is part of the row's key, so a switched row could not be found again; set 'key:' to other columns"
            )
            : new SqliteShape(table, column, key, settings, encoding);
    }

    private static SqliteTableColumn[] FindKey(SqliteTable table, ReferenceSettings settings)
    {
        var name = settings.Column;
        SqliteTableColumn[] primary =
        [
            .. table.Columns.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace),
        ];
        if (settings.Key.Count == 0)
        {
            return primary.Length > 0
                ? primary
                : throw Unusable(
                    $"{name}: the table has no primary key (its row numbers may change); set 'key:' to columns that are unique together and not null"
                );
        }
        SqliteTableColumn[] wanted =
        [
            .. settings.Key.Select(key => Find(table, key) ?? throw Missing(table, name, "key column", key)),
        ];
        if (wanted.ToHashSet().SetEquals(primary))
        {
            return primary;
        }
        var unique =
            table.UniqueKeys.FirstOrDefault(key => key.ToHashSet().SetEquals(wanted.Select(column => column.Name)))
            ?? throw Unusable(
                $"{name}: no unique index covers exactly the key ({string.Join(", ", settings.Key)}) for all rows; "
                    + "make one, or set 'key:' to columns that have one"
            );
        SqliteTableColumn[] columns = [.. unique.Select(key => Find(table, key)!)];
        return columns.FirstOrDefault(column => !column.IsNotNull) is { } nullable
            ? throw Unusable($"{name}: the key column '{nullable.Name}' may be null; a key must not be")
            : columns;
    }

    private static SqliteTableColumn? Find(SqliteTable table, string name) =>
        table.Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static ReferenceException Missing(SqliteTable table, ColumnName name, string what, string wanted) =>
        Unusable(
            $"{name}: the table '{table.Name}' has no {what} '{wanted}'"
                + NearName.Hint(wanted, [.. table.Columns.Select(each => each.Name)])
        );

    private static ReferenceException Unusable(string message) => new(ReferenceFailure.Unusable, message);
}
