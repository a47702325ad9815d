using Rehome.Locations;

namespace Rehome.Keys;

/// <summary>Swaps the prefix and keeps the rest.</summary>
/// <param name="SourcePrefix">What every source key starts with.</param>
/// <param name="TargetPrefix">What every target key starts with.</param>
public sealed record PrefixKeyMap(string SourcePrefix, string TargetPrefix) : KeyMap(SourcePrefix, TargetPrefix)
{
    /// <inheritdoc/>
    public override bool KeepsOrder => true;

    /// <inheritdoc/>
    public override ObjectKey Invert(ObjectKey target) => new(SourcePrefix + target.Value[TargetPrefix.Length..]);

    /// <inheritdoc/>
    protected internal override string MapRest(string rest) => rest;
}
