namespace Rehome.References;

/// <summary>What a value turned out to be.</summary>
public enum ReadingKind
{
    /// <summary>It names nothing of this migration.</summary>
    None,

    /// <summary>It names a source object.</summary>
    Legacy,

    /// <summary>It names a target object.</summary>
    Modern,

    /// <summary>It names a source object, and its target by the same text: there is nothing to switch.</summary>
    Same,
}
