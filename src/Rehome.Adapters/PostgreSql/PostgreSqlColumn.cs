using System.Globalization;
using Npgsql;
using Rehome.Adapters.Relational;
using Rehome.Checks;
using Rehome.References;

namespace Rehome.Adapters.PostgreSql;

/// <summary>A text column of a PostgreSQL table.</summary>
internal sealed partial class PostgreSqlColumn(
    NpgsqlDataSource source,
    PostgreSqlShape shape,
    ColumnDescription description,
    PostgreSqlOptions options
) : IReferenceColumn
{
    private readonly PostgreSqlStatements _statements = new(shape);

    public ColumnDescription Description => description;

    public ValueTask<IReadOnlyList<ReferenceRow>> ReadAsync(RowQuery query, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<ReferenceRow>>(
            "read a page of",
            async connection =>
            {
                await using var command = _statements.Read(query);
                command.Connection = connection;
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var rows = new List<ReferenceRow>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(new ReferenceRow(KeyOf(reader), reader.GetString(shape.Key.Count)));
                }
                return rows;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<RowKey>> SplitAsync(int ranges, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<RowKey>>(
            "cut into ranges",
            async connection =>
            {
                var bounds = new List<RowKey>();
                var pages = await PagesAsync(connection, cancellationToken);
                if (ranges < 2 || pages < options.FewestPagesToSplit)
                {
                    return bounds;
                }
                await using var command = _statements.Split(
                    ranges,
                    Math.Min(100.0, 100.0 * options.SampledPages / pages)
                );
                command.Connection = connection;
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    bounds.Add(KeyOf(reader));
                }
                return bounds;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<RowOutcome>> SwitchAsync(
        IReadOnlyList<RowSwitch> batch,
        CancellationToken cancellationToken
    )
    {
        StorableText.Demand(batch, description.Name);
        return batch.Count == 0
            ? ValueTask.FromResult<IReadOnlyList<RowOutcome>>([])
            : RunAsync<IReadOnlyList<RowOutcome>>(
                "switch a batch of",
                async connection =>
                {
                    var outcomes = new RowOutcome[batch.Count];
                    Array.Fill(outcomes, RowOutcome.Changed);
                    await using var command = _statements.Switch(batch);
                    command.Connection = connection;
                    command.CommandTimeout = (int)options.SwitchTimeout.TotalSeconds;
                    await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                    while (await reader.ReadAsync(cancellationToken))
                    {
                        outcomes[reader.GetInt64(0) - 1] = RowOutcome.Switched;
                    }
                    return outcomes;
                },
                cancellationToken
            );
    }

    public async ValueTask<IReadOnlyList<Probe>> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(
                "examine",
                connection => new PostgreSqlProbe(shape, description, options).RunAsync(connection, cancellationToken),
                cancellationToken
            );
        }
        catch (ReferenceException error)
        {
            return [new Probe(description.Name, "reach the database", ProbeVerdict.Failed, error.Message)];
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private RowKey KeyOf(NpgsqlDataReader reader)
    {
        var values = new string[shape.Key.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = reader.GetString(index);
        }
        return RowKeyText.Write(values);
    }

    private async ValueTask<long> PagesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT coalesce(sum(pg_catalog.pg_relation_size(part.oid)), 0)::bigint
                   / pg_catalog.current_setting('block_size')::bigint
            FROM (SELECT $1::oid AS oid UNION SELECT relid FROM pg_catalog.pg_partition_tree($1::oid)) AS part
            """,
            connection
        )
        {
            Parameters =
            {
                new NpgsqlParameter<uint> { TypedValue = shape.Table.Oid, DataTypeName = "oid" },
            },
        };
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    private async ValueTask<T> RunAsync<T>(
        string operation,
        Func<NpgsqlConnection, ValueTask<T>> work,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        }
        catch (Exception error) when (PostgreSqlErrors.IsForeign(error))
        {
            throw PostgreSqlErrors.Translate(operation, description.Name, error);
        }
    }
}
