namespace Rehome.Stores;

/// <summary>The rights that a migration needs on a store.</summary>
[Flags]
public enum StoreAccess
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>List the container.</summary>
    List = 1,

    /// <summary>Read objects.</summary>
    Read = 2,

    /// <summary>Write objects.</summary>
    Write = 4,

    /// <summary>Delete objects.</summary>
    Delete = 8,
}
