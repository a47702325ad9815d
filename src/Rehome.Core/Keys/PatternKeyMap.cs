using System.Text.RegularExpressions;
using Rehome.Locations;

namespace Rehome.Keys;

/// <summary>Swaps the prefix and rewrites the rest by a regular expression; a rest that does not match is kept.</summary>
public sealed record PatternKeyMap : KeyMap
{
    private readonly Regex _match;
    private readonly string _replacement;

    /// <summary>Compiles the expression.</summary>
    /// <exception cref="FormatException">It does not compile, or needs look-around or back references, which can take for ever on a hostile key.</exception>
    public PatternKeyMap(string sourcePrefix, string targetPrefix, string match, string replacement)
        : base(sourcePrefix, targetPrefix)
    {
        try
        {
            _match = new Regex(match, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"rename.match '{match}' is not a regular expression: {fault.Message}", fault);
        }
        catch (NotSupportedException fault)
        {
            throw new FormatException(
                $"rename.match '{match}' uses look-around or back references, which Rehome does not run; write it without them",
                fault
            );
        }
        _replacement = replacement;
    }

    /// <inheritdoc/>
    public override bool KeepsOrder => false;

    /// <inheritdoc/>
    public override ObjectKey Invert(ObjectKey target) => ObjectKey.Start;

    /// <inheritdoc/>
    protected internal override string MapRest(string rest) => _match.Replace(rest, _replacement, count: 1);
}
