namespace Rehome.App.MigrationFiles;

/// <summary>One reference column as written.</summary>
/// <param name="Place">Where it begins.</param>
internal sealed record ReferenceDraft(string Place)
{
    public Given Database { get; init; } = Given.None;
    public Given Column { get; init; } = Given.None;
    public IReadOnlyList<Given> Key { get; init; } = [];
    public Given Form { get; init; } = Given.None;
    public IReadOnlyList<(string Old, Given New)> Hosts { get; init; } = [];
    public Given Where { get; init; } = Given.None;

    /// <summary>These values, and the others where these are not given.</summary>
    public ReferenceDraft Or(ReferenceDraft other) =>
        this with
        {
            Database = Database.Or(other.Database),
            Column = Column.Or(other.Column),
            Key = Key.Count > 0 ? Key : other.Key,
            Form = Form.Or(other.Form),
            Hosts = Hosts.Count > 0 ? Hosts : other.Hosts,
            Where = Where.Or(other.Where),
        };
}
