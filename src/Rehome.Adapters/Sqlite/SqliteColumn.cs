using Microsoft.Data.Sqlite;
using Rehome.Adapters.Relational;
using Rehome.Checks;
using Rehome.References;

namespace Rehome.Adapters.Sqlite;

/// <summary>A text column of an SQLite table.</summary>
internal sealed partial class SqliteColumn(
    SqliteConnections connections,
    SqliteShape shape,
    ColumnDescription description
) : IReferenceColumn
{
    private readonly SqliteStatements _statements = new(shape);

    public ColumnDescription Description => description;

    public ValueTask<IReadOnlyList<ReferenceRow>> ReadAsync(RowQuery query, CancellationToken cancellationToken) =>
        connections.UseAsync<IReadOnlyList<ReferenceRow>>(
            "read a page of",
            connection => Read(connection, query),
            cancellationToken
        );

    /// <summary>None: one writer at a time is all that SQLite has, so there is nothing to gain.</summary>
    public ValueTask<IReadOnlyList<RowKey>> SplitAsync(int ranges, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<RowKey>>([]);

    public ValueTask<IReadOnlyList<RowOutcome>> SwitchAsync(
        IReadOnlyList<RowSwitch> batch,
        CancellationToken cancellationToken
    )
    {
        StorableText.Demand(batch, description.Name);
        return batch.Count == 0
            ? ValueTask.FromResult<IReadOnlyList<RowOutcome>>([])
            : connections.UseAsync<IReadOnlyList<RowOutcome>>(
                "switch a batch of",
                connection => Switch(connection, batch, cancellationToken),
                cancellationToken
            );
    }

    public async ValueTask<IReadOnlyList<Probe>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await connections.UseAsync(
                "examine",
                connection => SqliteProbe.Run(connection, shape, description),
                cancellationToken
            );
        }
        catch (ReferenceException error)
        {
            return [new Probe(description.Name, "read the file", ProbeVerdict.Failed, error.Message)];
        }
    }

    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private List<ReferenceRow> Read(SqliteConnection connection, RowQuery query)
    {
        using var command = _statements.Read(query);
        command.Connection = connection;
        using var reader = command.ExecuteReader();
        var rows = new List<ReferenceRow>();
        while (reader.Read())
        {
            var texts = new string[shape.Key.Count];
            for (var index = 0; index < texts.Length; index++)
            {
                DemandKind(reader.GetString((2 * index) + 1), shape.Key[index]);
                texts[index] = TextAt(reader, 2 * index);
            }
            rows.Add(new ReferenceRow(RowKeyText.Write(texts), TextAt(reader, 2 * texts.Length)));
        }
        return rows;
    }

    private RowOutcome[] Switch(
        SqliteConnection connection,
        IReadOnlyList<RowSwitch> batch,
        CancellationToken cancellationToken
    )
    {
        var places = new Dictionary<string, int>(batch.Count);
        for (var index = 0; index < batch.Count; index++)
        {
            places[batch[index].Key.Text] = index;
        }
        var outcomes = new RowOutcome[batch.Count];
        Array.Fill(outcomes, RowOutcome.Changed);
        // Any exception closes the connection, and that rolls back.
        Execute(connection, "BEGIN IMMEDIATE");
        using (var command = _statements.Switch(batch))
        {
            command.Connection = connection;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var key = KeyAt(reader);
                outcomes[places[key.Text]] = reader.GetBoolean(shape.Key.Count)
                    ? RowOutcome.Switched
                    : throw Turned(key);
            }
        }
        cancellationToken.ThrowIfCancellationRequested();
        Execute(connection, "COMMIT");
        return outcomes;
    }

    private RowKey KeyAt(SqliteDataReader reader)
    {
        var texts = new string[shape.Key.Count];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = TextAt(reader, index);
        }
        return RowKeyText.Write(texts);
    }

    private string TextAt(SqliteDataReader reader, int ordinal) =>
        shape.Encoding.GetString(reader.GetFieldValue<byte[]>(ordinal));

    private void DemandKind(string kind, SqliteTableColumn column)
    {
        if (kind == "real" || kind == "blob" != column.Affinity is SqliteAffinity.Blob)
        {
            throw new ReferenceException(
                ReferenceFailure.Unusable,
                $"read a page of {description.Name}: a row's key '{column.Name}' is stored as {kind} in a column declared '{column.Type}', "
                    + "so it cannot be named safely; mend these rows, or set 'key:' to other columns"
            );
        }
    }

    private ReferenceException Turned(RowKey key) =>
        new(
            ReferenceFailure.RowRefused,
            $"switch a batch of {description.Name}: the column's type '{shape.Column.Type}' turns the new value of row {key} into a number"
        );

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
