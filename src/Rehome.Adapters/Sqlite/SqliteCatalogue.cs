using Microsoft.Data.Sqlite;

namespace Rehome.Adapters.Sqlite;

/// <summary>Reads the schema of a file. Names are found whatever their case, as SQLite does.</summary>
internal static class SqliteCatalogue
{
    /// <summary>The table or view of this name; null when there is none.</summary>
    public static SqliteTable? Find(SqliteConnection connection, string name)
    {
        var found = Query(
            connection,
            "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name = $name COLLATE NOCASE",
            name,
            reader => (Name: reader.GetString(0), Kind: reader.GetString(1))
        );
        return found is [var table, ..]
            ? new SqliteTable(
                table.Name,
                table.Kind,
                Columns(connection, table.Name),
                UniqueKeys(connection, table.Name)
            )
            : null;
    }

    /// <summary>The tables of the file.</summary>
    public static IReadOnlyList<string> TableNames(SqliteConnection connection) =>
        Query(
            connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND $name = ''",
            "",
            reader => reader.GetString(0)
        );

    /// <summary>The triggers that an update of the table may fire.</summary>
    public static IReadOnlyList<string> UpdateTriggers(SqliteConnection connection, string table) =>
        Query(
            connection,
            """
            SELECT name FROM sqlite_master
            WHERE type = 'trigger' AND tbl_name = $name COLLATE NOCASE AND sql LIKE '%UPDATE%ON%'
            """,
            table,
            reader => reader.GetString(0)
        );

    private static List<SqliteTableColumn> Columns(SqliteConnection connection, string table) =>
        Query(
            connection,
            """SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo($name)""",
            table,
            reader => new SqliteTableColumn(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetBoolean(2),
                reader.GetInt32(3),
                // 2 and 3 are generated columns, 1 is a hidden one of a virtual table.
                reader.GetInt32(4) != 0
            )
        );

    private static List<IReadOnlyList<string>> UniqueKeys(SqliteConnection connection, string table)
    {
        // A column without a name is an expression, so its index proves nothing.
        var indexes = Query(
            connection,
            """SELECT name FROM pragma_index_list($name) WHERE "unique" AND NOT partial AND origin <> 'pk'""",
            table,
            reader => reader.GetString(0)
        );
        return
        [
            .. indexes
                .Select(index =>
                    Query(
                        connection,
                        "SELECT coalesce(name, '') FROM pragma_index_info($name) ORDER BY seqno",
                        index,
                        reader => reader.GetString(0)
                    )
                )
                .Where(columns => !columns.Contains("")),
        ];
    }

    private static List<T> Query<T>(
        SqliteConnection connection,
        string sql,
        string name,
        Func<SqliteDataReader, T> read
    )
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$name", name);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }
        return rows;
    }
}
