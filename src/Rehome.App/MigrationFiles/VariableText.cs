using System.Text;
using System.Text.RegularExpressions;

namespace Rehome.App.MigrationFiles;

/// <summary>
/// Replaces <c>${NAME}</c> and <c>${NAME:-default}</c> by environment variables. <c>$1</c> and <c>${1}</c> stay as they
/// are, for they belong to a rename; <c>$${</c> stands for <c>${</c>.
/// </summary>
internal static partial class VariableText
{
    /// <summary>Replaces every variable of a text.</summary>
    /// <param name="text">As written.</param>
    /// <param name="environment">Null where a variable is not set.</param>
    /// <param name="refuse">Hears what is wrong, once a variable.</param>
    public static string Expand(string text, Func<string, string?> environment, Action<string> refuse)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }
        return Variable().Replace(text, match => Value(text, match, environment, refuse));
    }

    private static string Value(string text, Match match, Func<string, string?> environment, Action<string> refuse)
    {
        if (match.Value.StartsWith("$$", StringComparison.Ordinal))
        {
            return match.Value[1..];
        }
        var name = match.Groups["name"].Value;
        if (!match.Groups["end"].Success)
        {
            refuse($"the variable '${{{name}' is not closed; write ${{{name}}}");
            return "";
        }
        var value = environment(name);
        if (string.IsNullOrEmpty(value) && match.Groups["default"].Success)
        {
            value = match.Groups["default"].Value;
        }
        if (value is null)
        {
            refuse($"the environment variable {name} is not set; export it, or write ${{{name}:-default}}");
            return "";
        }
        return IsInUserInfo(text, match) ? EscapeForUserInfo(value) : value;
    }

    // In scheme://user:${PASSWORD}@host a password may hold any character, so what would end it early is escaped.
    private static bool IsInUserInfo(string text, Match match)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var end = match.Index + match.Length;
        return start > 0
            && start < match.Index
            && text.IndexOf('@', end) is > 0 and var at
            && text.IndexOf('/', end) is var slash
            && (slash < 0 || at < slash)
            && text.IndexOfAny(['@', '/', '?'], start + 3, match.Index - start - 3) < 0;
    }

    private static string EscapeForUserInfo(string value)
    {
        var escaped = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var isEscape =
                value[i] == '%'
                && i + 2 < value.Length
                && char.IsAsciiHexDigit(value[i + 1])
                && char.IsAsciiHexDigit(value[i + 2]);
            escaped.Append(
                isEscape || !"@/?#:[]% \\".Contains(value[i], StringComparison.Ordinal)
                    ? value[i]
                    : $"%{(int)value[i]:X2}"
            );
        }
        return escaped.ToString();
    }

    [GeneratedRegex(
        @"\$?\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<default>[^}]*))?(?<end>\})?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Variable();
}
