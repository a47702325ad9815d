using Rehome.Adapters.Relational;
using Rehome.Migrations;
using Rehome.References;

namespace Rehome.Adapters.PostgreSql;

/// <summary>A table, its reference column and its key, checked to serve.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column with the references.</param>
/// <param name="Key">The columns that identify a row, in the order of their index.</param>
/// <param name="Settings">What the user wrote.</param>
internal sealed record PostgreSqlShape(
    PostgreSqlTable Table,
    PostgreSqlTableColumn Column,
    IReadOnlyList<PostgreSqlTableColumn> Key,
    ReferenceSettings Settings
)
{
    /// <summary>Checks what the catalogue says against what the user asks for.</summary>
    /// <exception cref="ReferenceException">The column cannot serve; the message says what to do.</exception>
    public static PostgreSqlShape Create(PostgreSqlTable table, ReferenceSettings settings)
    {
        var name = settings.Column;
        if (KindThatCannotServe(table.Kind) is { Length: > 0 } kind)
        {
            throw Unusable($"{name}: '{table.Name}' is {kind}; name the table that holds the rows");
        }
        var column =
            table.Columns.FirstOrDefault(each => each.Name == name.Column)
            ?? throw Unusable(
                $"{name}: the table '{table.Name}' has no column '{name.Column}'"
                    + NearName.Hint(name.Column, [.. table.Columns.Select(each => each.Name)])
            );
        if (column.IsGenerated)
        {
            throw Unusable($"{name} is a generated column; name the column it is computed from");
        }
        if (!column.HoldsText)
        {
            throw Unusable($"{name} is of type {column.Type}; a reference column is text, varchar, char or citext");
        }
        var key = FindKey(table, settings);
        return key.Contains(column)
            ? throw Unusable(
                $"{name} is part of the row's key, so a switched row could not be found again; set 'key:' to other columns"
            )
            : new PostgreSqlShape(table, column, key, settings);
    }

    private static PostgreSqlTableColumn[] FindKey(PostgreSqlTable table, ReferenceSettings settings)
    {
        var name = settings.Column;
        if (settings.Key.Count == 0)
        {
            var primary =
                table.UniqueKeys.FirstOrDefault(key => key.IsPrimary)
                ?? throw Unusable(
                    $"{name}: the table has no primary key; set 'key:' to columns that are unique together and not null"
                );
            return Resolve(table, primary.Columns);
        }
        foreach (var wanted in settings.Key.Where(wanted => table.Columns.All(column => column.Name != wanted)))
        {
            throw Unusable(
                $"{name}: the table '{table.Name}' has no key column '{wanted}'"
                    + NearName.Hint(wanted, [.. table.Columns.Select(each => each.Name)])
            );
        }
        var written = string.Join(", ", settings.Key);
        var unique =
            table.UniqueKeys.FirstOrDefault(key => key.Columns.ToHashSet().SetEquals(settings.Key))
            ?? throw Unusable(
                $"{name}: no unique index covers exactly the key ({written}) for all rows; make one, or set 'key:' to columns that have one"
            );
        var columns = Resolve(table, unique.Columns);
        return columns.FirstOrDefault(column => !column.IsNotNull) is { } nullable
            ? throw Unusable($"{name}: the key column '{nullable.Name}' may be null; a key must not be")
            : columns;
    }

    private static PostgreSqlTableColumn[] Resolve(PostgreSqlTable table, IReadOnlyList<string> names) =>
        [.. names.Select(name => table.Columns.Single(column => column.Name == name))];

    private static string KindThatCannotServe(char kind) =>
        kind switch
        {
            'r' or 'p' => "",
            'v' => "a view",
            'm' => "a materialised view",
            'f' => "a foreign table",
            _ => "not a table",
        };

    private static ReferenceException Unusable(string message) => new(ReferenceFailure.Unusable, message);
}
