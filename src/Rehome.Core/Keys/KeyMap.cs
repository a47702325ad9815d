using Rehome.Locations;

namespace Rehome.Keys;

/// <summary>The function from a source key to a target key.</summary>
/// <param name="SourcePrefix">What every source key starts with.</param>
/// <param name="TargetPrefix">What every target key starts with.</param>
public abstract record KeyMap(string SourcePrefix, string TargetPrefix)
{
    /// <summary>True when the order of keys survives, so that both listings can be merged as they come.</summary>
    public abstract bool KeepsOrder { get; }

    /// <summary>The target key of a key that starts with the source prefix.</summary>
    public ObjectKey Map(ObjectKey source) => new(TargetPrefix + MapRest(source.Value[SourcePrefix.Length..]));

    /// <summary>The source key of a target key that starts with the target prefix; <see cref="ObjectKey.Start"/> where the map has no inverse.</summary>
    public abstract ObjectKey Invert(ObjectKey target);

    /// <summary>Maps the part of the key after the prefix.</summary>
    protected internal abstract string MapRest(string rest);

    /// <summary>The map of a migration.</summary>
    /// <param name="sourcePrefix">Of the source location.</param>
    /// <param name="targetPrefix">Of the target location.</param>
    /// <param name="match">A regular expression on the rest of the key; empty: the rest is kept.</param>
    /// <param name="replacement">What the match becomes, with <c>$1</c> or <c>${name}</c>.</param>
    /// <exception cref="FormatException">The expression does not compile, or cannot run in linear time.</exception>
    public static KeyMap Parse(string sourcePrefix, string targetPrefix, string match, string replacement) =>
        match.Length == 0
            ? new PrefixKeyMap(sourcePrefix, targetPrefix)
            : new PatternKeyMap(sourcePrefix, targetPrefix, match, replacement);
}
