namespace Rehome.Tests.Contracts;

/// <summary>A row for a test table.</summary>
/// <param name="Key">The texts of its key.</param>
/// <param name="Value">The value of its reference column; null for none.</param>
public sealed record SeedRow(string[] Key, string? Value)
{
    /// <summary>A row with a key of one column.</summary>
    public SeedRow(string key, string? value)
        : this([key], value) { }
}
