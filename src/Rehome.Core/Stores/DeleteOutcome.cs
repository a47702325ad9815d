using Rehome.Locations;

namespace Rehome.Stores;

/// <summary>What became of one key of a batched delete.</summary>
/// <param name="Key">The key.</param>
/// <param name="Error">Empty when the object is gone (or was gone before); otherwise the reason in words.</param>
public readonly record struct DeleteOutcome(ObjectKey Key, string Error)
{
    /// <summary>True when the object is gone.</summary>
    public bool IsGone => Error.Length == 0;
}
