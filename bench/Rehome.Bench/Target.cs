namespace Rehome.Bench;

/// <summary>Where one run copies to, and what it switches: nobody has used either before.</summary>
/// <param name="Bucket">An empty bucket.</param>
/// <param name="Table">A table whose rows name the source.</param>
internal sealed record Target(string Bucket, string Table);
