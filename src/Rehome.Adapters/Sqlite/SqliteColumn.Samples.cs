using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rehome.References;

namespace Rehome.Adapters.Sqlite;

internal sealed partial class SqliteColumn : ISampleRows
{
    public async ValueTask InsertAsync(IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        if (shape.Key is not [{ Affinity: SqliteAffinity.Integer }])
        {
            throw CannotFill("the row's key is not a single whole number", null);
        }
        try
        {
            await connections.UseAsync(
                "insert sample rows into",
                connection => Insert(connection, values),
                cancellationToken
            );
        }
        catch (ReferenceException error) when (error.Failure == ReferenceFailure.RowRefused)
        {
            throw CannotFill(error.Message, error);
        }
    }

    private int Insert(SqliteConnection connection, IReadOnlyList<string> values)
    {
        var table = SqliteIdentifier.Quote(shape.Table.Name);
        var key = SqliteIdentifier.Quote(shape.Key[0].Name);
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            INSERT INTO {table} ({key}, {SqliteIdentifier.Quote(shape.Column.Name)})
            SELECT (SELECT coalesce(max({key}), 0) FROM {table}) + sample.key + 1, sample.value
            FROM json_each($values) AS sample
            """;
        command.Parameters.AddWithValue("$values", JsonSerializer.Serialize(values));
        return command.ExecuteNonQuery();
    }

    private ReferenceException CannotFill(string reason, Exception? cause) =>
        new(
            ReferenceFailure.Unusable,
            $"sample rows cannot be inserted into {description.Name}: {reason}. Every column but the key and the reference must have a default",
            cause
        );
}
