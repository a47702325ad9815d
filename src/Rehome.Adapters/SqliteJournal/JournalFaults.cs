using Microsoft.Data.Sqlite;
using Rehome.Journaling;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>SQLite's and the system's errors in words that a user can act on.</summary>
internal static class JournalFaults
{
    // https://www.sqlite.org/rescode.html
    private const int NoPermission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int OutOfMemory = 7;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static JournalException Explain(string path, SqliteException fault) =>
        fault.SqliteErrorCode switch
        {
            Corrupt or NotADatabase => Damaged(path, fault),
            Full => new JournalException(
                JournalFailure.Unwritable,
                $"the journal '{path}' cannot be written: the disk is full. Free space, then run the same command again",
                fault
            ),
            NoPermission or ReadOnly or CannotOpen => new JournalException(
                JournalFailure.Unwritable,
                $"the journal '{path}' cannot be written: {fault.Message}. Give this user the right to write the file and "
                    + "its folder, or name another place for the journal",
                fault
            ),
            Busy or Locked => new JournalException(
                JournalFailure.Busy,
                $"the journal '{path}' is held by another program for too long. Close what has it open, "
                    + "then run the same command again",
                fault
            ),
            InputOutput or OutOfMemory => new JournalException(
                JournalFailure.Unwritable,
                $"the journal '{path}' could not be read or written: {fault.Message}. Look for a full or failing disk, "
                    + "then run the same command again",
                fault
            ),
            _ => new JournalException(
                JournalFailure.Unreadable,
                $"the journal '{path}' refused a statement: {fault.Message}",
                fault
            ),
        };

    public static JournalException Damaged(string path, Exception? fault) =>
        new(
            JournalFailure.Unreadable,
            $"'{path}' is damaged or no journal. Move it away: a new journal rebuilds itself by planning again and nothing "
                + "is lost, but a rollback of the rows switched so far needs the old one",
            fault
        );

    public static JournalException Unwritable(string path, Exception fault) =>
        new(
            JournalFailure.Unwritable,
            $"the journal '{path}' cannot be made: {fault.Message} Give this user the right to write there, free space, "
                + "or name another place for the journal",
            fault
        );
}
