using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Rehome.Adapters.Relational;
using Rehome.References;

namespace Rehome.Adapters.PostgreSql;

/// <summary>
/// The statements over one reference column. Only names from the catalogue and the user's own condition stand in their
/// text; all values are parameters. Keys and values travel as text, so that every type of key goes the same way.
/// </summary>
internal sealed class PostgreSqlStatements(PostgreSqlShape shape)
{
    private readonly string _value = Qualified(shape, shape.Column);
    private readonly string[] _keys = [.. shape.Key.Select(column => Qualified(shape, column))];

    /// <summary>Rows of its children, which have keys of their own, are left to a reference of their own.</summary>
    private readonly string _only = shape.Table.HasHeirs ? "ONLY " : "";

    private string Path =>
        $"{PostgreSqlIdentifier.Quote(shape.Table.Schema)}.{PostgreSqlIdentifier.Quote(shape.Table.Name)}";

    // The line break ends a comment in the user's condition.
    private string Rows =>
        shape.Settings.Where.Length == 0
            ? $"{_value} IS NOT NULL"
            : $"{_value} IS NOT NULL AND ({shape.Settings.Where}\n)";

    private string Order => string.Join(", ", _keys);

    /// <summary>A keyset page: the texts of the key's columns, then the value.</summary>
    public NpgsqlCommand Read(RowQuery query)
    {
        var command = new NpgsqlCommand();
        var text = new StringBuilder(
            $"""
            SELECT {string.Join(", ", _keys.Select(key => $"{key}::text"))}, {_value}::text
            FROM {_only}{Path}
            WHERE {Rows}
            """
        );
        AppendBound(text, command, ">", query.After);
        AppendBound(text, command, "<=", query.UpTo);
        if (query.Prefixes.Count > 0)
        {
            var starts = query.Prefixes.Select(prefix => StartsWith(command, prefix)).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\nAND ({string.Join(" OR ", starts)})");
        }
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nORDER BY {Order}\nLIMIT {Add(command, query.Limit, NpgsqlDbType.Integer)}"
        );
        command.CommandText = text.ToString();
        return command;
    }

    /// <summary>
    /// The compare-and-swap of a batch; its answer is the ordinal of each row that was switched. It compares bytes
    /// whatever the collation, and divides by zero where the table stores another value than the one written (a
    /// trigger, or trailing spaces beyond the length of the type), which undoes the whole statement.
    /// </summary>
    public NpgsqlCommand Switch(IReadOnlyList<RowSwitch> batch)
    {
        var command = new NpgsqlCommand();
        var keys = Columns(batch);
        // The planner must not see how many rows come: for thousands it would read the whole table instead of going
        // through the index of the key, and a subquery hides that from it.
        var arrays = keys.Append([.. batch.Select(row => row.OldValue)])
            .Append([.. batch.Select(row => row.NewValue)])
            .Select(array => $"(SELECT {Add(command, array, NpgsqlDbType.Array | NpgsqlDbType.Text)})")
            .ToList();
        var names = Enumerable.Range(0, keys.Length).Select(index => $"key{index}");
        var found = shape.Key.Select((column, index) => $"{_keys[index]} = rehome_swap.key{index}::{column.CastType}");
        command.CommandText = $"""
            UPDATE {_only}{Path}
            SET {PostgreSqlIdentifier.Quote(shape.Column.Name)} = rehome_swap.new
            FROM unnest({string.Join(", ", arrays)}) WITH ORDINALITY AS rehome_swap({string.Join(
                ", ",
                names
            )}, old, new, place)
            WHERE {string.Join(" AND ", found)} AND {_value}::text COLLATE "C" = rehome_swap.old
            RETURNING rehome_swap.place, 1 / ({_value}::text COLLATE "C" = rehome_swap.new)::integer
            """;
        return command;
    }

    /// <summary>The bounds that cut a sample of the table into equal parts.</summary>
    public NpgsqlCommand Split(int ranges, double percent)
    {
        var command = new NpgsqlCommand();
        var share = Add(command, percent, NpgsqlDbType.Double);
        var parts = Add(command, ranges, NpgsqlDbType.Integer);
        var keys = string.Join(", ", _keys.Select((key, index) => $"{key}::text AS key{index}"));
        command.CommandText = $"""
            WITH sample AS (
                SELECT {keys},
                       row_number() OVER (ORDER BY {Order}) AS place, count(*) OVER () AS total
                FROM {_only}{Path} TABLESAMPLE SYSTEM ({share})
                WHERE {Rows}
            )
            SELECT {string.Join(", ", _keys.Select((_, index) => $"key{index}"))}
            FROM sample
            WHERE place < total AND place * {parts} / total <> (place - 1) * {parts} / total
            ORDER BY place
            """;
        return command;
    }

    /// <summary>A statement that only has to be understood by the server: it proves the user's condition.</summary>
    public NpgsqlCommand Condition() => new($"SELECT FROM {_only}{Path} WHERE {Rows}");

    private void AppendBound(StringBuilder text, NpgsqlCommand command, string comparison, RowKey bound)
    {
        if (bound.IsNone)
        {
            return;
        }
        var values = RowKeyText
            .Read(bound, shape.Key.Count)
            .Select((value, index) => $"{Add(command, value, NpgsqlDbType.Text)}::{shape.Key[index].CastType}");
        text.Append(CultureInfo.InvariantCulture, $"\nAND ({Order}) {comparison} ({string.Join(", ", values)})");
    }

    private string StartsWith(NpgsqlCommand command, string prefix)
    {
        // The bare column lets an index serve where LIKE compares bytes; elsewhere the collation is set aside.
        var value = shape.Column.SearchesBytes ? _value : $"{_value}::text COLLATE \"C\"";
        var pattern = prefix
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return $"{value} LIKE {Add(command, pattern + "%", NpgsqlDbType.Text)}";
    }

    private string[][] Columns(IReadOnlyList<RowSwitch> batch)
    {
        var columns = shape.Key.Select(_ => new string[batch.Count]).ToArray();
        for (var row = 0; row < batch.Count; row++)
        {
            var values = RowKeyText.Read(batch[row].Key, columns.Length);
            for (var column = 0; column < columns.Length; column++)
            {
                columns[column][row] = values[column];
            }
        }
        return columns;
    }

    private static string Qualified(PostgreSqlShape shape, PostgreSqlTableColumn column) =>
        $"{PostgreSqlIdentifier.Quote(shape.Table.Name)}.{PostgreSqlIdentifier.Quote(column.Name)}";

    private static string Add(NpgsqlCommand command, object value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        return $"${command.Parameters.Count}";
    }
}
