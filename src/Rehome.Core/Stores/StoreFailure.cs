namespace Rehome.Stores;

/// <summary>Why a store refused, in the terms that a caller acts on.</summary>
public enum StoreFailure
{
    /// <summary>The store is away, slow or broken for the moment; may be repeated.</summary>
    Unavailable,

    /// <summary>The store asks to slow down; may be repeated later.</summary>
    Throttled,

    /// <summary>The object is not there. A proof of absence.</summary>
    NotFound,

    /// <summary>The container is not there.</summary>
    NoContainer,

    /// <summary>The credentials are known but lack the right.</summary>
    Denied,

    /// <summary>There are no credentials, or they are wrong or expired.</summary>
    BadCredentials,

    /// <summary>The object is no longer the version that was asked for.</summary>
    Changed,

    /// <summary>A conditional write found that the key exists.</summary>
    Exists,

    /// <summary>The object is archived and must be restored before it can be read.</summary>
    Archived,

    /// <summary>This store can never hold such a key or object.</summary>
    Unsupported,

    /// <summary>The store is full.</summary>
    Full,

    /// <summary>Any other lasting refusal.</summary>
    Refused,
}
