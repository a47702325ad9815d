namespace Rehome.Tests.Contracts;

/// <summary>What identifies a row of a test table.</summary>
public enum KeyKind
{
    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Text and a whole number.</summary>
    Composite,

    /// <summary>A UUID, as the database stores one.</summary>
    Uuid,
}
