using Npgsql;
using NpgsqlTypes;
using Rehome.References;

namespace Rehome.Adapters.PostgreSql;

internal sealed partial class PostgreSqlColumn : ISampleRows
{
    public async ValueTask InsertAsync(IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(
                "insert sample rows into",
                async connection =>
                {
                    var counted =
                        shape.Key is [{ BaseType: "int2" or "int4" or "int8" or "numeric" }]
                        && !await KeyFillsItselfAsync(connection, cancellationToken);
                    await using var command = new NpgsqlCommand(InsertText(counted), connection)
                    {
                        Parameters =
                        {
                            new NpgsqlParameter
                            {
                                Value = values.ToArray(),
                                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                            },
                        },
                    };
                    return await command.ExecuteNonQueryAsync(cancellationToken);
                },
                cancellationToken
            );
        }
        catch (ReferenceException error) when (error.Failure == ReferenceFailure.RowRefused)
        {
            throw new ReferenceException(
                ReferenceFailure.Unusable,
                $"{error.Message}. Sample rows give only the reference, so every other column must have a default, and the key too unless it is a single whole number",
                error
            );
        }
    }

    private string InsertText(bool counted)
    {
        var table = $"{PostgreSqlIdentifier.Quote(shape.Table.Schema)}.{PostgreSqlIdentifier.Quote(shape.Table.Name)}";
        var column = PostgreSqlIdentifier.Quote(shape.Column.Name);
        var key = PostgreSqlIdentifier.Quote(shape.Key[0].Name);
        return counted
            ? $"""
                INSERT INTO {table} ({key}, {column})
                SELECT (SELECT coalesce(max({key}), 0) FROM {table}) + sample.place, sample.value::{shape.Column.CastType}
                FROM unnest($1) WITH ORDINALITY AS sample(value, place)
                """
            : $"INSERT INTO {table} ({column}) SELECT sample.value::{shape.Column.CastType} FROM unnest($1) AS sample(value)";
    }

    private async ValueTask<bool> KeyFillsItselfAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT atthasdef OR attidentity <> '' FROM pg_catalog.pg_attribute WHERE attrelid = $1 AND attnum = $2",
            connection
        )
        {
            Parameters =
            {
                new NpgsqlParameter<uint> { TypedValue = shape.Table.Oid, DataTypeName = "oid" },
                new NpgsqlParameter<short> { TypedValue = shape.Key[0].Number },
            },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
