using Rehome.References;

namespace Rehome.Tests.Contracts;

/// <summary>A table under test, seen past the adapter: what the application and the database's owner do to it.</summary>
public abstract class ReferenceTable : IAsyncDisposable
{
    /// <summary>The reference column, opened anew; the caller closes it.</summary>
    public abstract Task<IReferenceColumn> OpenAsync();

    /// <summary>The values as they are stored, by the text of the key's first column.</summary>
    public abstract Task<IReadOnlyDictionary<string, string?>> ValuesAsync();

    /// <summary>Writes a value as the application would.</summary>
    public abstract Task SetAsync(string key, string value);

    /// <summary>Removes a row as the application would.</summary>
    public abstract Task RemoveAsync(string key);

    /// <summary>Lets the database refuse this value from now on.</summary>
    public abstract Task RefuseAsync(string value);

    /// <summary>Holds the row so that a switch of it waits until the lock is disposed of.</summary>
    public abstract Task<IAsyncDisposable> HoldAsync(string key);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
