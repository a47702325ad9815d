using Npgsql;
using NpgsqlTypes;
using Rehome.Checks;
using Rehome.References;

namespace Rehome.Adapters.PostgreSql;

/// <summary>Asks the catalogue what a run would meet; writes nothing.</summary>
internal sealed class PostgreSqlProbe(PostgreSqlShape shape, ColumnDescription description, PostgreSqlOptions options)
{
    /// <summary>One probe each for reading, updating and whatever will hurt.</summary>
    public async ValueTask<IReadOnlyList<Probe>> RunAsync(
        NpgsqlConnection connection,
        CancellationToken cancellationToken
    )
    {
        await using var command = Question(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var user = PostgreSqlIdentifier.Show(reader.GetString(0));
        var unreadable = reader.GetFieldValue<string[]>(1);
        var probes = new List<Probe>
        {
            Make("read key and value", unreadable.Length == 0, Grant("SELECT", unreadable, user)),
            Make("update the column", reader.GetBoolean(2), Grant("UPDATE", [shape.Column.Name], user)),
            Make(
                "write to the server",
                !reader.GetBoolean(3),
                "this is a standby or a read-only session; name the primary server in the URL"
            ),
        };
        if (reader.GetBoolean(4))
        {
            probes.Add(
                Warn(
                    "see every row",
                    $"row-level security hides rows from this user, and hidden rows stay behind; ALTER ROLE {user} BYPASSRLS, or add a policy"
                )
            );
        }
        var triggers = reader.GetFieldValue<string[]>(5);
        if (triggers.Length > 0)
        {
            probes.Add(
                Warn(
                    "update without side effects",
                    $"each switched row fires {string.Join(", ", triggers)}; try it on a few rows first"
                )
            );
        }
        if (shape.Table.HasHeirs)
        {
            probes.Add(
                Warn(
                    "reach every row",
                    "other tables inherit from this one and are left out; name each of them as a reference too"
                )
            );
        }
        if (reader.GetDouble(6) > options.RowsThatWantAnIndex && !reader.GetBoolean(7))
        {
            probes.Add(
                Warn(
                    "find values by their beginning",
                    $"no index serves it, so each pass reads the whole table; {IndexAdvice()}"
                )
            );
        }
        return probes;
    }

    private NpgsqlCommand Question(NpgsqlConnection connection) =>
        new(
            """
            WITH parts AS (SELECT $1::oid AS oid UNION SELECT relid FROM pg_catalog.pg_partition_tree($1::oid))
            SELECT current_user::text,
                   (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}')
                    FROM pg_catalog.pg_attribute AS a
                    WHERE a.attrelid = $1 AND a.attnum = ANY ($2)
                      AND NOT pg_catalog.has_column_privilege($1, a.attnum, 'SELECT')),
                   pg_catalog.has_column_privilege($1, $3, 'UPDATE'),
                   pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('transaction_read_only') = 'on',
                   pg_catalog.row_security_active($1),
                   (SELECT coalesce(array_agg(DISTINCT 'the trigger ' || t.tgname), '{}')
                    FROM pg_catalog.pg_trigger AS t
                    WHERE t.tgrelid IN (SELECT oid FROM parts) AND NOT t.tgisinternal AND t.tgenabled <> 'D'
                      AND t.tgtype & 16 <> 0 AND (t.tgattr::text = '' OR $3 = ANY (t.tgattr::int2[]))),
                   (SELECT coalesce(sum(c.reltuples) FILTER (WHERE c.relkind = 'r'), 0)::float8
                    FROM pg_catalog.pg_class AS c WHERE c.oid IN (SELECT oid FROM parts)),
                   EXISTS (
                    SELECT FROM pg_catalog.pg_index AS i
                    JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[0]
                    LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = i.indcollation[0]
                    WHERE i.indrelid = $1 AND i.indisvalid AND i.indpred IS NULL AND i.indkey[0] = $3
                      AND (o.opcname IN ('text_pattern_ops', 'varchar_pattern_ops', 'bpchar_pattern_ops')
                           OR l.collname IN ('C', 'POSIX')
                           OR l.collname = 'default' AND (SELECT datcollate IN ('C', 'POSIX') FROM pg_catalog.pg_database
                                                          WHERE datname = current_database())))
            """,
            connection
        )
        {
            Parameters =
            {
                new NpgsqlParameter { Value = shape.Table.Oid, NpgsqlDbType = NpgsqlDbType.Oid },
                new NpgsqlParameter
                {
                    Value = shape.Key.Append(shape.Column).Select(column => column.Number).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint,
                },
                new NpgsqlParameter { Value = shape.Column.Number, NpgsqlDbType = NpgsqlDbType.Smallint },
            },
        };

    /// <summary>The table as this user's statements may name it.</summary>
    private string TableName() =>
        shape.Settings.Column.Schema.Length == 0
            ? PostgreSqlIdentifier.Show(shape.Table.Name)
            : $"{PostgreSqlIdentifier.Show(shape.Table.Schema)}.{PostgreSqlIdentifier.Show(shape.Table.Name)}";

    private string Grant(string privilege, IEnumerable<string> columns, string user) =>
        $"the user may not; GRANT {privilege} ({string.Join(", ", columns.Select(PostgreSqlIdentifier.Show))}) ON {TableName()} TO {user};";

    private string IndexAdvice() =>
        shape.Column.SearchesBytes
            ? $"CREATE INDEX CONCURRENTLY ON {TableName()} ({PostgreSqlIdentifier.Show(shape.Column.Name)} text_pattern_ops);"
            : "the run does the same, only slower";

    private Probe Make(string what, bool passed, string advice) =>
        passed
            ? new Probe(description.Name, what, ProbeVerdict.Passed, "")
            : new Probe(description.Name, what, ProbeVerdict.Failed, advice);

    private Probe Warn(string what, string advice) => new(description.Name, what, ProbeVerdict.Warned, advice);
}
