namespace Rehome.Adapters.Sqlite;

/// <summary>
/// Reads <c>sqlite:folder/file.db</c>, <c>sqlite:/folder/file.db</c> and <c>sqlite:///folder/file.db</c>. What follows
/// is the path as it is: nothing in it is decoded.
/// </summary>
internal static class SqliteUrl
{
    /// <summary>The full path of the file.</summary>
    /// <exception cref="FormatException">It names no file, or a host.</exception>
    public static string Parse(string url)
    {
        var path = url[(url.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            path = path[2..];
            if (!path.StartsWith('/'))
            {
                throw new FormatException(
                    "an SQLite URL has no host; write sqlite:folder/file.db for a relative path or sqlite:///folder/file.db for a full one"
                );
            }
        }
        return path.Length > 0 && !path.StartsWith(":memory:", StringComparison.Ordinal)
            ? Path.GetFullPath(path)
            : throw new FormatException("the SQLite URL names no file; write sqlite:folder/file.db");
    }
}
