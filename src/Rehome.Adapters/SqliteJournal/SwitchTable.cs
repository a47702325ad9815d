using Microsoft.Data.Sqlite;
using Rehome.Journaling;
using Rehome.References;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>The switched rows of the journal.</summary>
internal static class SwitchTable
{
    public static void Save(JournalConnection connection, long first, string column, IReadOnlyList<RowSwitch> rows)
    {
        var columnId = FindOrSaveColumn(connection, column);
        connection.Write(
            JournalSql.SaveSwitches,
            rows,
            (save, row, index) =>
                save.Add(first + index)
                    .Add(columnId)
                    .Add(row.Key.Text)
                    .Add(row.OldValue)
                    .Add(row.NewValue)
                    .Add((long)RowState.Intended)
        );
    }

    /// <summary>One statement for each run of equal states, so one for a batch that went well.</summary>
    public static void Settle(JournalConnection connection, long first, IReadOnlyList<RowState> states)
    {
        var settle = connection.Prepare(JournalSql.SettleSwitches, ["@state", "@first", "@last"]);
        for (var (begin, end) = (0, 0); begin < states.Count; begin = end)
        {
            while (end < states.Count && states[end] == states[begin])
            {
                end++;
            }
            settle.Set((int)states[begin], first + begin, first + end - 1).ExecuteNonQuery();
        }
    }

    public static IReadOnlyList<RowEntry> Read(
        JournalConnection connection,
        IReadOnlyList<RowState> states,
        long before,
        int limit
    ) =>
        states is [RowState.Intended]
            ? connection.Prepare(JournalSql.ReadIntended, ["@before", "@limit"]).Set(before, limit).Read(ToEntry)
            : connection
                .Prepare(JournalSql.ReadSwitches, ["@before", "@states", "@limit"])
                .Set(before, states.ToJson(), limit)
                .Read(ToEntry);

    public static IReadOnlyDictionary<RowState, long> Count(JournalConnection connection) =>
        connection
            .Prepare(JournalSql.CountSwitches)
            .Read(row => (State: (RowState)row.GetInt32(0), Count: row.GetInt64(1)))
            .ToDictionary(line => line.State, line => line.Count);

    private static long FindOrSaveColumn(JournalConnection connection, string column) =>
        (long)(
            connection.Prepare(JournalSql.FindColumn, ["@name"]).Set(column).ExecuteScalar()
            ?? connection.Prepare(JournalSql.SaveColumn, ["@name"]).Set(column).ExecuteScalar()!
        );

    private static RowEntry ToEntry(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            new RowSwitch(new RowKey(row.GetString(2)), row.GetString(3), row.GetString(4)),
            (RowState)row.GetInt32(5)
        );
}
