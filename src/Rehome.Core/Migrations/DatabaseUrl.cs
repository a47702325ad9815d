namespace Rehome.Migrations;

/// <summary>Where a database is. Holds the password, so its text form leaves it out.</summary>
public sealed class DatabaseUrl
{
    private static readonly char[] s_afterUser = [':', '@', '/', '?'];

    private DatabaseUrl(string scheme, string secret)
    {
        Scheme = scheme;
        Secret = secret;
    }

    /// <summary><c>postgres</c>, <c>sqlite</c>, <c>mysql</c>, …</summary>
    public string Scheme { get; }

    /// <summary>The whole URL, password included. Never for people.</summary>
    public string Secret { get; }

    /// <summary>Reads <c>scheme://…</c> or <c>scheme:path</c>.</summary>
    /// <exception cref="FormatException">It has no scheme. The message does not repeat the text, which may hold a password.</exception>
    public static DatabaseUrl Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && text[..colon].All(char.IsAsciiLetterOrDigit)
            ? new DatabaseUrl(text[..colon].ToLowerInvariant(), text)
            : throw new FormatException(
                "the database is not a URL; write it like postgres://user@host/database or sqlite:folder/file.db"
            );
    }

    /// <summary>The URL without password and options.</summary>
    public override string ToString()
    {
        var start = Secret.IndexOf("://", StringComparison.Ordinal) + 3;
        // A password may hold anything, a question mark and an at sign too, so everything between the user and the last at sign goes.
        var at = Secret.LastIndexOf('@');
        if (start < 3 || at < start)
        {
            return Secret.Split('?')[0];
        }
        var user = Secret[start..at].Split(s_afterUser)[0];
        return $"{Secret[..start]}{user}{Secret[at..].Split('?')[0]}";
    }
}
