namespace Rehome.References;

/// <summary>
/// A reference column that can make rows of its own, for trying a migration out. The other columns must have defaults;
/// a key without one is counted on where it is a single whole number.
/// </summary>
public interface ISampleRows
{
    /// <summary>Inserts one row a value, all or none.</summary>
    /// <exception cref="ReferenceException">The table cannot be filled this way; the message says what is missing.</exception>
    ValueTask InsertAsync(IReadOnlyList<string> values, CancellationToken cancellationToken);
}
