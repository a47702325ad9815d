namespace Rehome.Migrations;

/// <summary>How a copy is proven equal.</summary>
public enum VerifyLevel
{
    /// <summary>By the best evidence that costs no reading.</summary>
    Standard,

    /// <summary>Byte by byte wherever hashes do not already prove it.</summary>
    Strict,
}
