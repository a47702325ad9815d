using Microsoft.Data.Sqlite;
using Rehome.References;
using SQLitePCL;

namespace Rehome.Adapters.Sqlite;

/// <summary>Turns SQLite's result codes (https://www.sqlite.org/rescode.html) into failures that a caller acts on.</summary>
internal static class SqliteErrors
{
    /// <summary>True when another connection holds the lock.</summary>
    public static bool IsBusy(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>True when we stopped it ourselves.</summary>
    public static bool IsInterrupted(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_INTERRUPT;

    /// <param name="operation">What was tried: <c>switch a batch of</c>.</param>
    /// <param name="place">The column or the file.</param>
    /// <param name="error">What happened.</param>
    public static ReferenceException Translate(string operation, string place, SqliteException error)
    {
        var (failure, advice) = error.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (
                ReferenceFailure.Unavailable,
                "another program holds the file locked"
            ),
            raw.SQLITE_IOERR or raw.SQLITE_NOMEM or raw.SQLITE_SCHEMA or raw.SQLITE_INTERRUPT => (
                ReferenceFailure.Unavailable,
                ""
            ),
            raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH => (ReferenceFailure.RowRefused, ""),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => (
                ReferenceFailure.Denied,
                "let this user write the file and its folder"
            ),
            raw.SQLITE_FULL => (ReferenceFailure.Unusable, "the disk is full; make room and run again"),
            raw.SQLITE_CORRUPT => (ReferenceFailure.Unusable, "the file is damaged; restore it"),
            raw.SQLITE_NOTADB => (ReferenceFailure.Unusable, "the file is not an SQLite database, or is encrypted"),
            raw.SQLITE_CANTOPEN => (
                ReferenceFailure.Unusable,
                "check the path and the rights of this user on its folder"
            ),
            _ => (ReferenceFailure.Unusable, ""),
        };
        var words = $"{operation} {place}: {error.Message}";
        return new ReferenceException(failure, advice.Length > 0 ? $"{words} {advice}" : words, error);
    }
}
