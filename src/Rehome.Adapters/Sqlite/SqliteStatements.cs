using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rehome.Adapters.Relational;
using Rehome.References;

namespace Rehome.Adapters.Sqlite;

/// <summary>
/// The statements over one reference column. Only names from the schema and the user's own condition stand in their
/// text; all values are parameters. Values are compared and read as BLOBs, which are their bytes whatever the
/// collation, and pass over nothing at a NUL character. Only values stored as text are references.
/// </summary>
internal sealed class SqliteStatements(SqliteShape shape)
{
    /// <summary>The name under which <see cref="Prepare"/> adds the opposite of hex(), which SQLite has only from 3.41.</summary>
    private const string Unhex = "rehome_unhex";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _table = SqliteIdentifier.Quote(shape.Table.Name);
    private readonly string _column = SqliteIdentifier.Quote(shape.Column.Name);
    private readonly string _value =
        $"{SqliteIdentifier.Quote(shape.Table.Name)}.{SqliteIdentifier.Quote(shape.Column.Name)}";

    private readonly string[] _keys =
    [
        .. shape.Key.Select(key => $"{SqliteIdentifier.Quote(shape.Table.Name)}.{SqliteIdentifier.Quote(key.Name)}"),
    ];

    /// <summary>The text of each key column as bytes.</summary>
    private IEnumerable<string> KeyTexts =>
        shape.Key.Select(
            (key, index) =>
                key.Affinity is SqliteAffinity.Blob
                    ? $"CAST(hex({_keys[index]}) AS BLOB)"
                    : $"CAST(CAST({_keys[index]} AS TEXT) AS BLOB)"
        );

    /// <summary>Readies a new connection for these statements.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        connection.CreateFunction<string, byte[]>(Unhex, Convert.FromHexString, isDeterministic: true);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_keys = ON";
        command.ExecuteNonQuery();
    }

    /// <summary>A keyset page: for each key column its text and its storage class, then the value.</summary>
    public SqliteCommand Read(RowQuery query)
    {
        var command = new SqliteCommand();
        var keys = KeyTexts.Zip(_keys, (text, key) => $"{text}, typeof({key})");
        // The line break ends a comment in the user's condition.
        var where = shape.Settings.Where.Length == 0 ? "" : $"AND ({shape.Settings.Where}\n)";
        var text = new StringBuilder(
            $"""
            SELECT {string.Join(", ", keys)}, CAST({_value} AS BLOB)
            FROM {_table}
            WHERE typeof({_value}) = 'text' {where}
            """
        );
        AppendBound(text, command, ">", query.After);
        AppendBound(text, command, "<=", query.UpTo);
        if (query.Prefixes.Count > 0)
        {
            var starts = query.Prefixes.Select(prefix =>
            {
                var name = Add(command, prefix);
                return $"substr(CAST({_value} AS BLOB), 1, length(CAST({name} AS BLOB))) = CAST({name} AS BLOB)";
            });
            text.Append(CultureInfo.InvariantCulture, $"\nAND ({string.Join(" OR ", starts)})");
        }
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nORDER BY {string.Join(", ", _keys)}\nLIMIT {Add(command, query.Limit)}"
        );
        command.CommandText = text.ToString();
        return command;
    }

    /// <summary>
    /// The compare-and-swap of a batch; its answer is the key text of each row that was switched and whether its value
    /// is still text, which a column that turns text into numbers may not grant. OR ABORT, because a constraint
    /// declared with ON CONFLICT REPLACE would delete other rows.
    /// </summary>
    public SqliteCommand Switch(IReadOnlyList<RowSwitch> batch)
    {
        var command = new SqliteCommand();
        var names = shape.Key.Select((_, index) => $"json_extract(value, '$[{index}]') AS key{index}");
        var found = shape.Key.Select(Matches);
        var texts = string.Join(", ", KeyTexts);
        command.CommandText = $"""
            UPDATE OR ABORT {_table} SET {_column} = rehome_swap.new
            FROM (
                SELECT {string.Join(", ", names)},
                       json_extract(value, '$[{shape.Key.Count}]') AS old, json_extract(value, '$[{shape.Key.Count
                + 1}]') AS new
                FROM json_each({Add(command, Json(batch))})
            ) AS rehome_swap
            WHERE {string.Join(" AND ", found)}
              AND typeof({_value}) = 'text' AND CAST({_value} AS BLOB) = CAST(rehome_swap.old AS BLOB)
            RETURNING {texts}, typeof({_column}) = 'text'
            """;
        return command;
    }

    /// <summary>Whether a row has no key: SQLite lets a primary key be null unless it is declared otherwise.</summary>
    public SqliteCommand FindKeyless() =>
        new(
            $"SELECT EXISTS (SELECT 1 FROM {_table} WHERE {string.Join(" OR ", _keys.Select(key => $"{key} IS NULL"))})"
        );

    /// <summary>A statement that reads nothing: it proves the user's condition.</summary>
    public SqliteCommand Condition() => new($"SELECT 1 FROM {_table} WHERE ({shape.Settings.Where}\n) LIMIT 0");

    private string Matches(SqliteTableColumn column, int index) =>
        column.Affinity switch
        {
            SqliteAffinity.Blob => $"{_keys[index]} = {Bytes($"rehome_swap.key{index}")}",
            // The comparison by collation goes through the index, the one by bytes tells twins apart.
            SqliteAffinity.Text =>
                $"{_keys[index]} = rehome_swap.key{index} AND CAST({_keys[index]} AS BLOB) = CAST(rehome_swap.key{index} AS BLOB)",
            _ => $"{_keys[index]} = rehome_swap.key{index}",
        };

    private void AppendBound(StringBuilder text, SqliteCommand command, string comparison, RowKey bound)
    {
        if (bound.IsNone)
        {
            return;
        }
        var values = RowKeyText
            .Read(bound, shape.Key.Count)
            .Select(
                (value, index) =>
                    shape.Key[index].Affinity is SqliteAffinity.Blob ? Bytes(Add(command, value)) : Add(command, value)
            )
            .ToList();
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nAND ({string.Join(", ", _keys)}) {comparison} ({string.Join(", ", values)})"
        );
    }

    private string Json(IReadOnlyList<RowSwitch> batch)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartArray();
            foreach (var row in batch)
            {
                writer.WriteStartArray();
                foreach (var key in RowKeyText.Read(row.Key, shape.Key.Count))
                {
                    writer.WriteStringValue(key);
                }
                writer.WriteStringValue(row.OldValue);
                writer.WriteStringValue(row.NewValue);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The bytes of their hexadecimal text; no bytes come out of a function as NULL.</summary>
    private static string Bytes(string text) => $"coalesce({Unhex}({text}), x'')";

    private static string Add(SqliteCommand command, object value)
    {
        var name = $"$p{command.Parameters.Count}";
        command.Parameters.AddWithValue(name, value);
        return name;
    }
}
