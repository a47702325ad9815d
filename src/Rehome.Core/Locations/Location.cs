namespace Rehome.Locations;

/// <summary>A place for objects: a store, a container in it and a key prefix.</summary>
/// <param name="Scheme"><c>s3</c>, <c>azblob</c> or <c>file</c>.</param>
/// <param name="Container">The bucket, <c>account/container</c>, or the absolute folder without a trailing slash.</param>
/// <param name="Prefix">Empty or ending in a slash; part of every key of the location. Always empty for a folder.</param>
public sealed record Location(string Scheme, string Container, string Prefix)
{
    private const string Examples = "s3://bucket/prefix/, azblob://account/container/prefix/ or file:///srv/uploads/";

    /// <summary>Reads a location URL. Nothing in it is unescaped: the prefix is taken letter by letter.</summary>
    /// <exception cref="FormatException">The text is no location; the message shows good ones.</exception>
    public static Location Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (scheme, rest) = text.IndexOf("://", StringComparison.Ordinal) is > 0 and var at
            ? (text[..at], text[(at + 3)..])
            : throw new FormatException($"'{text}' is not a location; write it like {Examples}");
        return scheme switch
        {
            "s3" => Split(text, scheme, rest, depth: 1),
            "azblob" => Split(text, scheme, rest, depth: 2),
            "file" => Folder(text, rest),
            _ => throw new FormatException($"'{scheme}' in '{text}' is not a known store; write it like {Examples}"),
        };
    }

    /// <summary>The URL that <see cref="Parse"/> reads.</summary>
    public override string ToString() => $"{Scheme}://{Container}/{Prefix}";

    private static Location Split(string text, string scheme, string rest, int depth)
    {
        var parts = rest.Split('/', depth + 1);
        if (parts.Length < depth || parts.Take(depth).Any(string.IsNullOrWhiteSpace))
        {
            throw new FormatException($"'{text}' names no container; write it like {Examples}");
        }
        var prefix = parts.Length > depth ? parts[depth] : "";
        if (prefix.Length > 0 && !prefix.EndsWith('/'))
        {
            throw new FormatException(
                $"'{text}' must end with a slash: '{text}/'. Without it, the prefix would also match names that only begin like it"
            );
        }
        return new Location(scheme, string.Join('/', parts.Take(depth)), prefix);
    }

    private static Location Folder(string text, string rest)
    {
        if (!rest.StartsWith('/'))
        {
            throw new FormatException(
                $"'{text}' is not an absolute folder; write it with three slashes: file:///srv/uploads/"
            );
        }
        var folder = Path.GetFullPath(rest).TrimEnd('/');
        return folder.Length > 0
            ? new Location("file", folder, "")
            : throw new FormatException(
                "the root of the file system is not a location; name a folder: file:///srv/uploads/"
            );
    }
}
