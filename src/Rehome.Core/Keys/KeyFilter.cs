using System.Text;
using System.Text.RegularExpressions;

namespace Rehome.Keys;

/// <summary>
/// Which keys take part: at least one include glob matches the rest of the key, and no exclude glob does. In a glob
/// <c>*</c> stands for anything but a slash, <c>**</c> for anything, <c>?</c> for one character but a slash;
/// everything else stands for itself.
/// </summary>
public sealed class KeyFilter
{
    private readonly Regex? _include;
    private readonly Regex? _exclude;

    private KeyFilter(Regex? include, Regex? exclude)
    {
        _include = include;
        _exclude = exclude;
    }

    /// <summary>Every key takes part.</summary>
    public static KeyFilter All { get; } = new(null, null);

    /// <summary>Reads the globs; no include globs mean all keys.</summary>
    public static KeyFilter Parse(IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        ArgumentNullException.ThrowIfNull(include);
        ArgumentNullException.ThrowIfNull(exclude);
        var all = include.Count == 0 || include.Contains("**");
        return new KeyFilter(all ? null : Compile(include), exclude.Count == 0 ? null : Compile(exclude));
    }

    /// <summary>Decides on the part of a key after the prefix.</summary>
    public bool Matches(ReadOnlySpan<char> rest) =>
        (_include is null || _include.IsMatch(rest)) && (_exclude is null || !_exclude.IsMatch(rest));

    private static Regex Compile(IReadOnlyList<string> globs) =>
        new(
            @"\A(?:" + string.Join('|', globs.Select(ToExpression)) + @")\z",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline
        );

    private static string ToExpression(string glob)
    {
        var expression = new StringBuilder();
        for (var i = 0; i < glob.Length; i++)
        {
            var any = glob[i] == '*' && i + 1 < glob.Length && glob[i + 1] == '*';
            expression.Append(
                glob[i] switch
                {
                    '*' when any => ".*",
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    _ => Regex.Escape(glob[i].ToString()),
                }
            );
            i += any ? 1 : 0;
        }
        return expression.ToString();
    }
}
