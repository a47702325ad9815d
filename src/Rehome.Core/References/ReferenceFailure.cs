namespace Rehome.References;

/// <summary>Why a database refused, in the terms that a caller acts on.</summary>
public enum ReferenceFailure
{
    /// <summary>Away, overloaded, deadlocked or timed out; may be repeated.</summary>
    Unavailable,

    /// <summary>A row of the batch was refused (too long, a check, a trigger): split it to find which.</summary>
    RowRefused,

    /// <summary>The user may not do this.</summary>
    Denied,

    /// <summary>Wrong user or password.</summary>
    BadCredentials,

    /// <summary>The database, table or column does not exist, or cannot be used as a reference column.</summary>
    Unusable,
}
