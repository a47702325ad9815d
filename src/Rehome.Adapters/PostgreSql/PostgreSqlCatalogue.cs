using Npgsql;
using NpgsqlTypes;
using Rehome.Migrations;

namespace Rehome.Adapters.PostgreSql;

/// <summary>Looks tables up in the catalogue, which every user may read.</summary>
internal static class PostgreSqlCatalogue
{
    /// <summary>The table as the session's search path finds it.</summary>
    /// <returns>Null when there is none that the user can see.</returns>
    public static async ValueTask<PostgreSqlTable?> FindAsync(
        NpgsqlConnection connection,
        ColumnName name,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT c.oid, n.nspname::text, c.relname::text, c.relkind,
                   c.relkind <> 'p' AND EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = c.oid)
            FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.oid = pg_catalog.to_regclass(
                CASE WHEN $1 = '' THEN pg_catalog.quote_ident($2)
                ELSE pg_catalog.quote_ident($1) || '.' || pg_catalog.quote_ident($2) END)
            """,
            connection
        )
        {
            Parameters = { Text(name.Schema), Text(name.Table) },
        };
        PostgreSqlTable table;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }
            table = new PostgreSqlTable(
                reader.GetFieldValue<uint>(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetFieldValue<char>(3),
                reader.GetBoolean(4),
                [],
                []
            );
        }
        return table with
        {
            Columns = await ColumnsAsync(connection, table.Oid, cancellationToken),
            UniqueKeys = await UniqueKeysAsync(connection, table.Oid, cancellationToken),
        };
    }

    /// <summary>The tables the user may have meant.</summary>
    public static async ValueTask<IReadOnlyList<string>> TableNamesAsync(
        NpgsqlConnection connection,
        string schema,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT c.relname::text
            FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'pg_catalog'
              AND (n.nspname = $1 OR $1 = '' AND pg_catalog.pg_table_is_visible(c.oid))
            """,
            connection
        )
        {
            Parameters = { Text(schema) },
        };
        var names = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }
        return names;
    }

    private static async ValueTask<IReadOnlyList<PostgreSqlTableColumn>> ColumnsAsync(
        NpgsqlConnection connection,
        uint table,
        CancellationToken cancellationToken
    )
    {
        // A type modifier of -1 gives the type without its length: "bpchar", where a bare "character" would mean one letter.
        await using var command = new NpgsqlCommand(
            """
            WITH RECURSIVE base(attnum, typid, isdomain, next) AS (
                SELECT a.attnum, a.atttypid, t.typtype = 'd', t.typbasetype
                FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
                WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
                UNION ALL
                SELECT b.attnum, t.oid, t.typtype = 'd', t.typbasetype
                FROM base AS b JOIN pg_catalog.pg_type AS t ON t.oid = b.next
                WHERE b.isdomain
            )
            SELECT a.attnum, a.attname::text,
                   pg_catalog.format_type(a.atttypid, a.atttypmod), pg_catalog.format_type(a.atttypid, -1),
                   t.typname::text, a.attgenerated <> '', a.attnotnull, coalesce(l.collisdeterministic, true)
            FROM base AS b
            JOIN pg_catalog.pg_type AS t ON t.oid = b.typid
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = $1 AND a.attnum = b.attnum
            LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = a.attcollation
            WHERE NOT b.isdomain
            ORDER BY a.attnum
            """,
            connection
        )
        {
            Parameters = { Oid(table) },
        };
        var columns = new List<PostgreSqlTableColumn>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add(
                new PostgreSqlTableColumn(
                    reader.GetInt16(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetBoolean(5),
                    reader.GetBoolean(6),
                    reader.GetBoolean(7)
                )
            );
        }
        return columns;
    }

    private static async ValueTask<IReadOnlyList<PostgreSqlUniqueKey>> UniqueKeysAsync(
        NpgsqlConnection connection,
        uint table,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT i.indisprimary, array_agg(a.attname::text ORDER BY k.place)
            FROM pg_catalog.pg_index AS i
            CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = $1 AND i.indisunique AND i.indisvalid
              AND i.indpred IS NULL AND i.indexprs IS NULL AND k.place <= i.indnkeyatts
            GROUP BY i.indexrelid, i.indisprimary
            ORDER BY i.indisprimary DESC, i.indexrelid
            """,
            connection
        )
        {
            Parameters = { Oid(table) },
        };
        var keys = new List<PostgreSqlUniqueKey>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(new PostgreSqlUniqueKey(reader.GetBoolean(0), reader.GetFieldValue<string[]>(1)));
        }
        return keys;
    }

    private static NpgsqlParameter Text(string value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Oid(uint value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Oid };
}
