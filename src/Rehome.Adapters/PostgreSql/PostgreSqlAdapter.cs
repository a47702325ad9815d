using Npgsql;
using Rehome.Adapters.Relational;
using Rehome.Migrations;
using Rehome.References;

namespace Rehome.Adapters.PostgreSql;

/// <summary>Opens reference columns in PostgreSQL 12 and newer.</summary>
/// <param name="options">Limits.</param>
/// <param name="variable">The value of an environment variable, for the PG* ones.</param>
internal sealed class PostgreSqlAdapter(PostgreSqlOptions options, Func<string, string?> variable) : IDatabaseAdapter
{
    public IReadOnlyList<string> Schemes { get; } = ["postgres", "postgresql"];

    /// <inheritdoc/>
    /// <exception cref="FormatException">The URL is malformed or has an unknown option.</exception>
    public async ValueTask<IReferenceColumn> OpenAsync(ReferenceSettings settings, CancellationToken cancellationToken)
    {
        var url = PostgreSqlUrl.Parse(settings.Database.Secret, variable, options);
        var place = $"postgres://{Uri.EscapeDataString(url.Host!)}:{url.Port}/{Uri.EscapeDataString(url.Database!)}";
        var source = CreateSource(url);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var shape = await FindAsync(connection, settings, place, cancellationToken);
            var (table, column) = (shape.Table, shape.Column);
            var description = new ColumnDescription(
                $"{place}#{table.Schema}.{table.Name}.{column.Name}",
                settings.Column.ToString(),
                [.. shape.Key.Select(each => each.Name)]
            );
            return new PostgreSqlColumn(source, shape, description, options);
        }
        catch (Exception error)
        {
            await source.DisposeAsync();
            if (PostgreSqlErrors.IsForeign(error))
            {
                throw PostgreSqlErrors.Translate($"open {settings.Column} in", place, error);
            }
            throw;
        }
    }

    private static async ValueTask<PostgreSqlShape> FindAsync(
        NpgsqlConnection connection,
        ReferenceSettings settings,
        string place,
        CancellationToken cancellationToken
    )
    {
        var table = await PostgreSqlCatalogue.FindAsync(connection, settings.Column, cancellationToken);
        if (table is null)
        {
            var names = await PostgreSqlCatalogue.TableNamesAsync(
                connection,
                settings.Column.Schema,
                cancellationToken
            );
            throw new ReferenceException(
                ReferenceFailure.Unusable,
                $"{settings.Column}: {place} has no table '{settings.Column.Table}' that this user can see"
                    + (settings.Column.Schema.Length > 0 ? $" in the schema '{settings.Column.Schema}'" : "")
                    + NearName.Hint(settings.Column.Table, names)
            );
        }
        var shape = PostgreSqlShape.Create(table, settings);
        await ProveConditionAsync(connection, shape, cancellationToken);
        return shape;
    }

    /// <summary>Has the server understand the condition without running it, which needs no privilege on the table yet.</summary>
    private static async ValueTask ProveConditionAsync(
        NpgsqlConnection connection,
        PostgreSqlShape shape,
        CancellationToken cancellationToken
    )
    {
        if (shape.Settings.Where.Length == 0)
        {
            return;
        }
        await using var command = new PostgreSqlStatements(shape).Condition();
        command.Connection = connection;
        try
        {
            await command.PrepareAsync(cancellationToken);
            await command.UnprepareAsync(cancellationToken);
        }
        catch (PostgresException error)
        {
            throw new ReferenceException(
                ReferenceFailure.Unusable,
                $"{shape.Settings.Column}: the condition 'where: {shape.Settings.Where}' is not valid: {error.MessageText}",
                error
            );
        }
    }

    private NpgsqlDataSource CreateSource(NpgsqlConnectionStringBuilder url)
    {
        var builder = new NpgsqlDataSourceBuilder(url.ConnectionString);
        var settings = $"""
            SET statement_timeout = {(long)options.ReadTimeout.TotalMilliseconds};
            SET lock_timeout = {(long)options.LockTimeout.TotalMilliseconds};
            SET default_transaction_isolation = 'read committed';
            SET DateStyle = 'ISO';
            SET IntervalStyle = 'postgres';
            SET extra_float_digits = 3;
            SET bytea_output = 'hex'
            """;
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(settings, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(settings, connection);
                await command.ExecuteNonQueryAsync();
            }
        );
        return builder.Build();
    }
}
