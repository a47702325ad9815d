using System.Globalization;
using Rehome.Journaling;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>Makes the tables of a new journal, and finds out whether an old one can be used.</summary>
internal static class JournalSchema
{
    /// <summary>Up to this size a journal is checked page by page when a run begins; it takes some milliseconds.</summary>
    private const long CheckedBytes = 8 << 20;

    /// <summary>Makes a new journal; does nothing when the file holds something.</summary>
    public static void CreateWhereEmpty(JournalConnection connection, JournalSettings settings)
    {
        // Outside of any transaction, and kept in the file.
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = NORMAL");
        if (connection.AskNumber(JournalSql.CountTables) > 0)
        {
            return;
        }
        connection.Write(_ =>
        {
            connection.Execute(
                JournalSql.CreateTables,
                ("@migration", settings.Migration),
                ("@hash", settings.MigrationHash)
            );
            connection.Execute(
                string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {JournalSql.ApplicationId}")
            );
            connection.Execute(
                string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {JournalSql.SchemaVersion}")
            );
            return true;
        });
    }

    /// <exception cref="JournalException">The journal is not one, is another migration's, or is too new.</exception>
    public static void Check(JournalConnection connection, JournalSettings settings)
    {
        if (connection.AskNumber("PRAGMA application_id") != JournalSql.ApplicationId)
        {
            throw JournalFaults.Damaged(settings.Path, null);
        }
        if (connection.AskNumber("PRAGMA user_version") > JournalSql.SchemaVersion)
        {
            throw new JournalException(
                JournalFailure.Unreadable,
                $"the journal '{settings.Path}' was written by a newer Rehome; use that version"
            );
        }
        var migration = ReadMeta(connection, "migration");
        if (migration != settings.Migration)
        {
            throw new JournalException(
                JournalFailure.Foreign,
                $"the journal '{settings.Path}' belongs to migration '{migration}', not to '{settings.Migration}'. "
                    + "Name another journal, or run that migration"
            );
        }
    }

    /// <exception cref="JournalException">A small journal holds a page that makes no sense.</exception>
    public static void CheckPages(JournalConnection connection, JournalSettings settings)
    {
        if (new FileInfo(settings.Path).Length > CheckedBytes)
        {
            return;
        }
        if (connection.Ask("PRAGMA quick_check(1)") is not "ok")
        {
            throw JournalFaults.Damaged(settings.Path, null);
        }
    }

    public static string ReadMeta(JournalConnection connection, string name) =>
        Convert.ToString(connection.Ask(JournalSql.ReadMeta, ("@name", name)), CultureInfo.InvariantCulture) ?? "";

    public static void WriteMeta(JournalConnection connection, string name, string value) =>
        connection.Execute(JournalSql.WriteMeta, ("@name", name), ("@value", value));
}
