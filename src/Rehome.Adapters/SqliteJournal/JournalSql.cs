namespace Rehome.Adapters.SqliteJournal;

/// <summary>
/// Every statement of the journal. Text is stored as UTF-8 and compared byte by byte, SQLite's default, so the order of
/// keys here is the order of <see cref="Locations.ObjectKey"/>.
/// </summary>
internal static class JournalSql
{
    /// <summary>"ReHo", in the header of the file.</summary>
    public const int ApplicationId = 0x5265_486F;

    /// <summary>The version of the tables below, in the header of the file.</summary>
    public const int SchemaVersion = 1;

    /// <summary>
    /// <c>referenced</c> holds the number of the scan that last named the object, and <c>meta.scan</c> the number of
    /// the scan that counts: all marks are removed by counting on, whatever the size of the table.
    /// The partial indexes hold only what waits for someone; an object or row that goes well costs them little.
    /// </summary>
    public const string CreateTables = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
        CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE objects (
            source TEXT PRIMARY KEY,
            target TEXT NOT NULL,
            size INTEGER NOT NULL,
            etag TEXT NOT NULL,
            storage_class TEXT NOT NULL,
            state INTEGER NOT NULL,
            evidence INTEGER NOT NULL,
            target_etag TEXT NOT NULL,
            reason TEXT NOT NULL,
            referenced INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID;
        CREATE INDEX objects_in_trouble ON objects (source, state) WHERE state IN (4, 5);
        CREATE TABLE columns (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE switches (
            number INTEGER PRIMARY KEY,
            column_id INTEGER NOT NULL,
            row_key TEXT NOT NULL,
            old_value TEXT NOT NULL,
            new_value TEXT NOT NULL,
            state INTEGER NOT NULL
        );
        CREATE INDEX switches_intended ON switches (number) WHERE state = 0;
        CREATE TABLE letters (
            column_name TEXT NOT NULL,
            row_key TEXT NOT NULL,
            kind INTEGER NOT NULL,
            value TEXT NOT NULL,
            source TEXT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (column_name, row_key)
        ) WITHOUT ROWID;
        INSERT INTO meta VALUES ('migration', @migration), ('hash', @hash), ('holder', ''), ('scan', 1);
        """;

    public const string CountTables = "SELECT COUNT(*) FROM sqlite_master";

    public const string ReadMeta = "SELECT value FROM meta WHERE name = @name";

    public const string WriteMeta = "UPDATE meta SET value = @value WHERE name = @name";

    public static readonly BulkSql SaveObjects = new(
        "INSERT INTO objects (source, target, size, etag, storage_class, state, evidence, target_etag, reason)",
        columns: 9,
        """
        ON CONFLICT (source) DO UPDATE SET
            target = excluded.target, size = excluded.size, etag = excluded.etag,
            storage_class = excluded.storage_class, state = excluded.state, evidence = excluded.evidence,
            target_etag = excluded.target_etag, reason = excluded.reason
        """
    );

    private const string SelectObjects = """
        SELECT source, target, size, etag, storage_class, state, evidence, target_etag, reason,
            referenced = (SELECT value FROM meta WHERE name = 'scan')
        FROM objects
        """;

    public const string ReadObjectRange = SelectObjects + " WHERE source > @after AND source <= @up_to ORDER BY source";

    public const string ReadObjectsInStates =
        SelectObjects
        + """
             WHERE source > @after AND state IN (SELECT value FROM json_each(@states))
            ORDER BY source LIMIT @limit
            """;

    /// <summary>The same for states 4 and 5 alone; the repeated condition is how SQLite finds the partial index.</summary>
    public const string ReadObjectsInTrouble =
        SelectObjects
        + """
             INDEXED BY objects_in_trouble
            WHERE state IN (4, 5) AND source > @after AND state IN (SELECT value FROM json_each(@states))
            ORDER BY source LIMIT @limit
            """;

    public const string FindObjects = SelectObjects + " WHERE source IN (SELECT value FROM json_each(@keys))";

    public const string FindObjectsByTarget = SelectObjects + " WHERE target IN (SELECT value FROM json_each(@keys))";

    /// <summary>Made when it is first needed: a migration that swaps a prefix never asks by target, and saves half its writes.</summary>
    public const string CreateTargetIndex = "CREATE INDEX IF NOT EXISTS objects_by_target ON objects (target)";

    public const string ClearReferenced = "UPDATE meta SET value = value + 1 WHERE name = 'scan'";

    public const string MarkReferenced = """
        UPDATE objects SET referenced = scan.value
        FROM (SELECT value FROM meta WHERE name = 'scan') AS scan
        WHERE source IN (SELECT value FROM json_each(@keys)) AND referenced <> scan.value
        """;

    public const string CountObjects = """
        SELECT state, COUNT(*), SUM(size), SUM(referenced = (SELECT value FROM meta WHERE name = 'scan'))
        FROM objects GROUP BY state ORDER BY state
        """;

    public const string FindColumn = "SELECT id FROM columns WHERE name = @name";

    public const string SaveColumn = "INSERT INTO columns (name) VALUES (@name) RETURNING id";

    public const string LastSwitch = "SELECT IFNULL(MAX(number), 0) FROM switches";

    public static readonly BulkSql SaveSwitches = new(
        "INSERT INTO switches (number, column_id, row_key, old_value, new_value, state)",
        columns: 6,
        ""
    );

    public const string SettleSwitches = "UPDATE switches SET state = @state WHERE number BETWEEN @first AND @last";

    public const string ReadSwitches = """
        SELECT number, name, row_key, old_value, new_value, state
        FROM switches JOIN columns ON columns.id = column_id
        WHERE number < @before AND state IN (SELECT value FROM json_each(@states))
        ORDER BY number DESC LIMIT @limit
        """;

    /// <summary>The same for state 0 alone, by its partial index.</summary>
    public const string ReadIntended = """
        SELECT number, name, row_key, old_value, new_value, state
        FROM switches INDEXED BY switches_intended JOIN columns ON columns.id = column_id
        WHERE number < @before AND state = 0
        ORDER BY number DESC LIMIT @limit
        """;

    public const string CountSwitches = "SELECT state, COUNT(*) FROM switches GROUP BY state";

    public const string ClearLetters = "DELETE FROM letters WHERE column_name = @column";

    public const string SaveLetter = """
        INSERT OR REPLACE INTO letters (column_name, row_key, kind, value, source, reason)
        VALUES (@column, @row, @kind, @value, @source, @reason)
        """;

    public const string ReadLetters = """
        SELECT kind, column_name, row_key, value, source, reason FROM letters
        ORDER BY column_name, row_key LIMIT @limit OFFSET @skip
        """;

    public const string CountLetters = "SELECT kind, COUNT(*) FROM letters GROUP BY kind";

    public const string ReadNote = "SELECT value FROM notes WHERE name = @name";

    public const string WriteNote = "INSERT OR REPLACE INTO notes (name, value) VALUES (@name, @value)";
}
