using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>Opens folders of this machine.</summary>
public sealed class LocalFilesAdapter : IStoreAdapter
{
    /// <inheritdoc/>
    public string Scheme => "file";

    /// <inheritdoc/>
    public IObjectStore Open(StoreSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (string Name, string Value)[] foreign =
        [
            ("endpoint", settings.Endpoint),
            ("region", settings.Region),
            ("profile", settings.Profile),
            ("role", settings.Role),
        ];
        var wrong = foreign.Where(setting => setting.Value.Length > 0).Select(setting => setting.Name).ToList();
        return wrong.Count == 0
            ? new LocalFilesStore(settings.Location)
            : throw new FormatException(
                $"{settings.Location} is a folder and takes no {string.Join(", ", wrong)}; remove it"
            );
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> UrlBases(StoreSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Location folder = settings.Location;
        return [$"file://{folder.Container}/", folder.Container + "/"];
    }
}
