namespace Rehome.Migrations;

/// <summary>One reference column as the user describes it.</summary>
/// <param name="Database">Where the table lives.</param>
/// <param name="Column">Which column.</param>
public sealed record ReferenceSettings(DatabaseUrl Database, ColumnName Column)
{
    /// <summary>The columns that identify a row; empty: the primary key, found in the catalogue.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>How a value names an object.</summary>
    public ReferenceForm Form { get; init; } = ReferenceForm.Auto;

    /// <summary>Old host, optionally with a base path, to new host, for URLs that serve the container under another name (a CDN).</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>();

    /// <summary>An SQL condition that narrows the rows; empty: all.</summary>
    public string Where { get; init; } = "";
}
