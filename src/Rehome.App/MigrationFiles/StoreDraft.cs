namespace Rehome.App.MigrationFiles;

/// <summary>One side of a migration as written.</summary>
internal sealed record StoreDraft
{
    public Given Url { get; init; } = Given.None;
    public Given Endpoint { get; init; } = Given.None;
    public Given Region { get; init; } = Given.None;
    public Given Profile { get; init; } = Given.None;
    public Given Role { get; init; } = Given.None;
    public Given Addressing { get; init; } = Given.None;

    /// <summary>These values, and the others where these are not given.</summary>
    public StoreDraft Or(StoreDraft other) =>
        new()
        {
            Url = Url.Or(other.Url),
            Endpoint = Endpoint.Or(other.Endpoint),
            Region = Region.Or(other.Region),
            Profile = Profile.Or(other.Profile),
            Role = Role.Or(other.Role),
            Addressing = Addressing.Or(other.Addressing),
        };
}
