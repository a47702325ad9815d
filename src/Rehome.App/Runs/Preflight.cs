namespace Rehome.App.Runs;

/// <summary>What the preflight decides before a verb.</summary>
internal enum Preflight
{
    /// <summary>Nothing: it is not asked.</summary>
    None,

    /// <summary>It warns of what a later verb will miss; this verb only reads.</summary>
    Warns,

    /// <summary>It must pass.</summary>
    Decides,
}
