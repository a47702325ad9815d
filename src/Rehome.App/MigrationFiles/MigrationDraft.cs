namespace Rehome.App.MigrationFiles;

/// <summary>A migration as written, in a file or by flags: shape is checked, values are not.</summary>
internal sealed record MigrationDraft
{
    public Given Name { get; init; } = Given.None;
    public StoreDraft From { get; init; } = new();
    public StoreDraft To { get; init; } = new();
    public IReadOnlyList<Given> Include { get; init; } = [];
    public IReadOnlyList<Given> Exclude { get; init; } = [];
    public Given RenameMatch { get; init; } = Given.None;
    public Given RenameTo { get; init; } = Given.None;
    public Given Objects { get; init; } = Given.None;
    public IReadOnlyList<ReferenceDraft> References { get; init; } = [];
    public Given Conflict { get; init; } = Given.None;
    public Given Source { get; init; } = Given.None;
    public Given Grace { get; init; } = Given.None;
    public Given Verify { get; init; } = Given.None;
    public LimitsDraft Limits { get; init; } = new();

    /// <summary>These values, and the other's where these are not given. References are the business of the caller.</summary>
    public MigrationDraft Or(MigrationDraft other) =>
        this with
        {
            Name = Name.Or(other.Name),
            From = From.Or(other.From),
            To = To.Or(other.To),
            Include = Include.Count > 0 ? Include : other.Include,
            Exclude = Exclude.Count > 0 ? Exclude : other.Exclude,
            RenameMatch = RenameMatch.Or(other.RenameMatch),
            RenameTo = RenameTo.Or(other.RenameTo),
            Objects = Objects.Or(other.Objects),
            Conflict = Conflict.Or(other.Conflict),
            Source = Source.Or(other.Source),
            Grace = Grace.Or(other.Grace),
            Verify = Verify.Or(other.Verify),
            Limits = Limits.Or(other.Limits),
        };
}
