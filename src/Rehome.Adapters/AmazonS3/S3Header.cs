namespace Rehome.Adapters.AmazonS3;

/// <summary>One header of a request.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">The bytes of the value, one character a byte.</param>
internal readonly record struct S3Header(string Name, string Value)
{
    /// <summary>The order in which headers are signed.</summary>
    public static Comparison<S3Header> ByName { get; } = (left, right) => string.CompareOrdinal(left.Name, right.Name);
}
