using Rehome.Locations;
using Rehome.Migrations;

namespace Rehome.App.MigrationFiles;

/// <summary>Checks one side of a migration.</summary>
internal static class StoreBuilder
{
    private static readonly Choice<Addressing> s_addressing = new(
        "addressing",
        [("auto", Addressing.Auto), ("path", Addressing.Path), ("host", Addressing.Host)],
        []
    );

    // These flags speak of both sides, so a folder on one of them is not meant.
    private static readonly string[] s_ofBothSides = ["--endpoint", "--region", "--profile"];

    /// <summary>Reads the values of a side.</summary>
    /// <param name="draft">As written.</param>
    /// <param name="side"><c>from</c> or <c>to</c>.</param>
    /// <param name="faults">Where faults go.</param>
    /// <returns>Null when there is no location.</returns>
    public static StoreSettings? Build(StoreDraft draft, string side, FaultList faults)
    {
        if (!draft.Url.IsGiven)
        {
            faults.Add(
                draft.Url.Place,
                $"'{side}' is missing; write a location such as s3://bucket/prefix/ or file:///srv/uploads/"
            );
        }
        var location = faults.Try<Location?>(draft.Url, ReadLocation, null);
        var endpoint = faults.Try(draft.Endpoint, ReadEndpoint, "");
        var addressing = faults.Try(draft.Addressing, s_addressing.Parse, Addressing.Auto);
        if (location is null)
        {
            return null;
        }
        if (location.Scheme == "file")
        {
            RefuseForFolder([draft.Endpoint, draft.Region, draft.Profile, draft.Role, draft.Addressing], side, faults);
            return new StoreSettings(location);
        }
        return new StoreSettings(location)
        {
            Endpoint = endpoint,
            Region = draft.Region.Text,
            Profile = draft.Profile.Text,
            Role = draft.Role.Text,
            Addressing = addressing,
        };
    }

    private static void RefuseForFolder(Given[] settings, string side, FaultList faults)
    {
        foreach (var setting in settings.Where(setting => setting.IsGiven && !s_ofBothSides.Contains(setting.Place)))
        {
            faults.Add(setting.Place, $"'{side}' is a folder and takes only 'url'");
        }
    }

    private static Location ReadLocation(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        if (
            !text.StartsWith("file:", StringComparison.Ordinal)
            && rest.Split('/')[0].Contains('@', StringComparison.Ordinal)
        )
        {
            throw new FormatException(
                "a location holds no credentials; use a profile, environment variables or a role"
            );
        }
        return Location.Parse(text);
    }

    private static string ReadEndpoint(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != "http" && uri.Scheme != "https"))
        {
            throw new FormatException("the endpoint is not a URL; write it like https://s3.example.org");
        }
        if (uri.UserInfo.Length > 0)
        {
            throw new FormatException(
                "an endpoint holds no credentials; use a profile, environment variables or a role"
            );
        }
        return text.TrimEnd('/');
    }
}
