namespace Rehome.Adapters.PostgreSql;

/// <summary>The limits of a reference column in PostgreSQL.</summary>
internal sealed record PostgreSqlOptions
{
    /// <summary>The wait for a connection, or for a free one of the pool. Default: 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The wait for a page of rows. Default: 10 minutes, because a page with few matches may have to look at every row
    /// of a large table.
    /// </summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The wait for a batch to be switched. Default: 30 seconds.</summary>
    public TimeSpan SwitchTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait for a row that the application holds locked. Default: 5 seconds.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections to one column's database at most. Default: 20.</summary>
    public int Connections { get; init; } = 20;

    /// <summary>Pages of a table looked at to cut it into ranges, at most about. Default: 1,000 of 8 KiB.</summary>
    public int SampledPages { get; init; } = 1000;

    /// <summary>Tables with fewer pages are not worth cutting. Default: 100 of 8 KiB, some 5,000 to 10,000 rows.</summary>
    public int FewestPagesToSplit { get; init; } = 100;

    /// <summary>From so many rows on the preflight asks for an index that finds values by their beginning. Default: 1,000,000.</summary>
    public long RowsThatWantAnIndex { get; init; } = 1_000_000;
}
