using Rehome.Locations;

namespace Rehome.Migrations;

/// <summary>One side of a migration: a location and how to reach it. Empty text means: found by the adapter.</summary>
/// <param name="Location">Where.</param>
public sealed record StoreSettings(Location Location)
{
    /// <summary>The service's URL, for anything but the cloud's own: <c>https://s3.example.org</c>.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The region, for signing and for the cloud's own endpoint.</summary>
    public string Region { get; init; } = "";

    /// <summary>The profile of the user's credential files.</summary>
    public string Profile { get; init; } = "";

    /// <summary>The role to assume with the credentials found.</summary>
    public string Role { get; init; } = "";

    /// <summary>How the bucket is named in requests.</summary>
    public Addressing Addressing { get; init; } = Addressing.Auto;
}
