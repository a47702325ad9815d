using Microsoft.Data.Sqlite;
using Rehome.Journaling;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>The objects of the journal.</summary>
internal static class ObjectTable
{
    public static void Save(JournalConnection connection, IReadOnlyList<ObjectEntry> entries) =>
        connection.Write(
            JournalSql.SaveObjects,
            entries,
            static (save, entry, _) =>
                save.Add(entry.Source.Key.Value)
                    .Add(entry.Target.Value)
                    .Add(entry.Source.Size)
                    .Add(entry.Source.ETag)
                    .Add(entry.Source.StorageClass)
                    .Add((long)entry.State)
                    .Add((long)entry.Evidence)
                    .Add(entry.TargetETag)
                    .Add(entry.Reason)
        );

    public static IReadOnlyList<ObjectEntry> Read(JournalConnection connection, ObjectKey after, ObjectKey upTo) =>
        connection.Prepare(JournalSql.ReadObjectRange, ["@after", "@up_to"]).Set(after.Value, upTo.Value).Read(ToEntry);

    public static IReadOnlyList<ObjectEntry> Read(
        JournalConnection connection,
        IReadOnlyList<ObjectState> states,
        ObjectKey after,
        int limit
    )
    {
        var inTrouble = states.All(state => state is ObjectState.Conflict or ObjectState.Failed);
        return connection
            .Prepare(
                inTrouble ? JournalSql.ReadObjectsInTrouble : JournalSql.ReadObjectsInStates,
                ["@after", "@states", "@limit"]
            )
            .Set(after.Value, states.ToJson(), limit)
            .Read(ToEntry);
    }

    public static IReadOnlyList<ObjectEntry> Find(JournalConnection connection, IReadOnlyList<ObjectKey> sources) =>
        connection.Prepare(JournalSql.FindObjects, ["@keys"]).Set(sources.ToJson()).Read(ToEntry);

    public static IReadOnlyList<ObjectEntry> FindByTarget(
        JournalConnection connection,
        IReadOnlyList<ObjectKey> targets
    ) => connection.Prepare(JournalSql.FindObjectsByTarget, ["@keys"]).Set(targets.ToJson()).Read(ToEntry);

    public static void MarkReferenced(JournalConnection connection, IReadOnlyList<ObjectKey> sources) =>
        connection.Prepare(JournalSql.MarkReferenced, ["@keys"]).Set(sources.ToJson()).ExecuteNonQuery();

    public static IReadOnlyList<ObjectTotals> Count(JournalConnection connection) =>
        connection
            .Prepare(JournalSql.CountObjects)
            .Read(row => new ObjectTotals(
                (ObjectState)row.GetInt32(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3)
            ));

    private static ObjectEntry ToEntry(SqliteDataReader row) =>
        new(
            new ObjectInfo(new ObjectKey(row.GetString(0)), row.GetInt64(2), row.GetString(3), row.GetString(4)),
            new ObjectKey(row.GetString(1)),
            (ObjectState)row.GetInt32(5)
        )
        {
            Evidence = (Evidence)row.GetInt32(6),
            TargetETag = row.GetString(7),
            Reason = row.GetString(8),
            Referenced = row.GetInt64(9) != 0,
        };
}
