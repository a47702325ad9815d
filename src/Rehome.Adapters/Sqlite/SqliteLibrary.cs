using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rehome.Adapters.Sqlite;

/// <summary>
/// The system's own SQLite. The package that ships a native library with the provider is not used; the provider looks
/// for <c>e_sqlite3</c>, and this sends it to what the system has.
/// </summary>
internal static class SqliteLibrary
{
    /// <summary>3.35, the first with RETURNING.</summary>
    private const int OldestVersion = 3_035_000;

    private static readonly Lazy<Version> Loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Makes SQLite usable; may be called any number of times, from any thread.</summary>
    /// <returns>The version found.</returns>
    /// <exception cref="DllNotFoundException">No SQLite was found, or one that is too old. The message says what to install.</exception>
    public static Version EnsureLoaded() => Loaded.Value;

    /// <summary>Opens a database file; the caller closes the connection.</summary>
    /// <param name="path">The file; a relative one is taken from the current folder.</param>
    /// <param name="mode">Whether the file may be made or written.</param>
    /// <param name="busyTimeout">How long a statement waits for the lock of another connection; whole seconds, at least one.</param>
    /// <exception cref="DllNotFoundException">As <see cref="EnsureLoaded"/>.</exception>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnection Open(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        EnsureLoaded();
        var settings = new SqliteConnectionStringBuilder
        {
            // The full path, because the library reads a name that starts with "file:" as a URL.
            DataSource = Path.GetFullPath(path),
            Mode = mode,
            // A pooled connection would keep the file open, and its write-ahead log with it, after the close.
            Pooling = false,
            // The library repeats busy statements by itself for so long; zero would mean for ever.
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static Version Load()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        NativeLibrary.SetDllImportResolver(provider, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        var number = raw.sqlite3_libversion_number();
        var version = new Version(number / 1_000_000, number / 1_000 % 1_000, number % 1_000);
        return number >= OldestVersion
            ? version
            : throw new DllNotFoundException(
                $"SQLite {version} on this system is too old; 3.35 or newer is needed. {Advice()}"
            );
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != "e_sqlite3")
        {
            return nint.Zero;
        }
        foreach (var candidate in Candidates())
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
            {
                return handle;
            }
        }
        throw new DllNotFoundException(
            $"SQLite was not found on this system ({string.Join(", ", Candidates())}). {Advice()}"
        );
    }

    private static string[] Candidates() =>
        OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    private static string Advice() =>
        OperatingSystem.IsWindows() ? "Put sqlite3.dll beside the program or on the PATH."
        : OperatingSystem.IsMacOS() ? "Install it with: brew install sqlite"
        : "Install it with: apt-get install libsqlite3-0 (Debian, Ubuntu), dnf install sqlite-libs (Fedora, Red Hat) or apk add sqlite-libs (Alpine).";
}
