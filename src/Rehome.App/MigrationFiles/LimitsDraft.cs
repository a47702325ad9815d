namespace Rehome.App.MigrationFiles;

/// <summary>Limits as written.</summary>
internal sealed record LimitsDraft
{
    public Given Concurrency { get; init; } = Given.None;
    public Given BatchRows { get; init; } = Given.None;
    public Given RowsPerSecond { get; init; } = Given.None;
    public Given PartThreshold { get; init; } = Given.None;
    public Given PartSize { get; init; } = Given.None;
    public Given Buffer { get; init; } = Given.None;
    public Given Tries { get; init; } = Given.None;

    /// <summary>These values, and the others where these are not given.</summary>
    public LimitsDraft Or(LimitsDraft other) =>
        new()
        {
            Concurrency = Concurrency.Or(other.Concurrency),
            BatchRows = BatchRows.Or(other.BatchRows),
            RowsPerSecond = RowsPerSecond.Or(other.RowsPerSecond),
            PartThreshold = PartThreshold.Or(other.PartThreshold),
            PartSize = PartSize.Or(other.PartSize),
            Buffer = Buffer.Or(other.Buffer),
            Tries = Tries.Or(other.Tries),
        };
}
