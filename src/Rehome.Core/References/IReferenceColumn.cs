using Rehome.Checks;

namespace Rehome.References;

/// <summary>
/// One reference column of one database, narrowed by the migration's condition. Errors are
/// <see cref="ReferenceException"/>s. Reads may run beside switches and from several callers at once. Nothing retries by itself.
/// </summary>
public interface IReferenceColumn : IAsyncDisposable
{
    /// <summary>Which column this is.</summary>
    ColumnDescription Description { get; }

    /// <summary>Reads a keyset page in the order of the row's key; fewer rows than the limit mean that the range has ended.</summary>
    ValueTask<IReadOnlyList<ReferenceRow>> ReadAsync(RowQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Cuts the rows into about <paramref name="ranges"/> ranges of similar size for parallel work.
    /// </summary>
    /// <returns>The inner bounds in key order, at most <c>ranges - 1</c>; none when there are few rows.</returns>
    ValueTask<IReadOnlyList<RowKey>> SplitAsync(int ranges, CancellationToken cancellationToken);

    /// <summary>
    /// Switches each row whose value equals the old value byte by byte, whatever the collation. One statement, all or
    /// nothing when it fails. Keys within a batch are distinct.
    /// </summary>
    /// <returns>One outcome a row, in the order of the batch.</returns>
    /// <exception cref="ReferenceException">Nothing of the batch was written, unless the connection broke while it was confirmed.</exception>
    ValueTask<IReadOnlyList<RowOutcome>> SwitchAsync(
        IReadOnlyList<RowSwitch> batch,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Proves that the user may read and update the column, and warns of what will hurt (no index that serves the
    /// prefix, triggers). Failures are probes, not exceptions.
    /// </summary>
    ValueTask<IReadOnlyList<Probe>> ProbeAsync(CancellationToken cancellationToken);
}
