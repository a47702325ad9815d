using Microsoft.Data.Sqlite;
using Rehome.Checks;
using Rehome.References;

namespace Rehome.Adapters.Sqlite;

/// <summary>Tries what a run needs; takes the write lock for an instant and changes nothing.</summary>
internal static class SqliteProbe
{
    public static IReadOnlyList<Probe> Run(
        SqliteConnection connection,
        SqliteShape shape,
        ColumnDescription description
    )
    {
        Probe Make(string what, ProbeVerdict verdict, string advice) => new(description.Name, what, verdict, advice);
        var probes = new List<Probe> { Make("read the file", ProbeVerdict.Passed, ""), Write(connection, description) };
        var triggers = SqliteCatalogue.UpdateTriggers(connection, shape.Table.Name);
        if (triggers.Count > 0)
        {
            probes.Add(
                Make(
                    "update without side effects",
                    ProbeVerdict.Warned,
                    $"each switched row may fire the trigger {string.Join(", ", triggers)}; try it on a few rows first"
                )
            );
        }
        var mode = (string)Execute(connection, "PRAGMA journal_mode")!;
        if (mode != "wal")
        {
            probes.Add(
                Make(
                    "write beside readers",
                    ProbeVerdict.Warned,
                    $"the journal mode is '{mode}', so readers wait while a batch is written; PRAGMA journal_mode = WAL avoids it"
                )
            );
        }
        return probes;
    }

    private static Probe Write(SqliteConnection connection, ColumnDescription description)
    {
        const string what = "write the file";
        try
        {
            Execute(connection, "BEGIN IMMEDIATE");
            Execute(connection, "ROLLBACK");
            return new Probe(description.Name, what, ProbeVerdict.Passed, "");
        }
        catch (SqliteException error)
        {
            var verdict = SqliteErrors.IsBusy(error) ? ProbeVerdict.Warned : ProbeVerdict.Failed;
            return new Probe(
                description.Name,
                what,
                verdict,
                SqliteErrors.Translate(what, description.Name, error).Message
            );
        }
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
