namespace Rehome.Stores;

/// <summary>What must hold for a write to happen.</summary>
public enum WriteCondition
{
    /// <summary>The key must not exist, where the store can promise that (see <see cref="StoreFeatures.ConditionalWrites"/>).</summary>
    Absent,

    /// <summary>Write whatever is there: only for an object that this migration wrote itself.</summary>
    None,
}
