namespace Rehome.Migrations;

/// <summary>Where a database is. Holds the password, so its text form leaves it out.</summary>
public sealed class DatabaseUrl
{
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
        var text = Secret.Split('?')[0];
        var at = text.LastIndexOf('@');
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        if (at < 0 || start < 3)
        {
            return text;
        }
        var user = text[start..at].Split(':')[0];
        return $"{text[..start]}{user}{text[at..]}";
    }
}
