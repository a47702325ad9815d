using Rehome.Adapters.LocalFiles;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;
using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

public sealed class LocalFilesStoreContractTests : ObjectStoreContract
{
    private readonly List<TempFolder> _folders = [];

    private protected override IReadOnlyList<RefusedKey> KeysRefused =>
        [
            new("", "no name"),
            new("a/2/x", "a/2 is a file"),
            new("/leading-slash.png", "an absolute path"),
            new("double//slash.png", "an empty segment"),
            new("///", "empty segments"),
            new("trailing-slash/", "names a folder"),
            new("./dot-first.png", "the folder itself"),
            new("../dots-first.png", "outside the folder"),
            new("middle/./dot.png", "the folder itself"),
            new("middle/../dots.png", "another folder"),
            new("ends/..", "another folder"),
            new("ends/.", "the folder itself"),
            new("http://host/key.png", "an empty segment"),
            new("s3://bucket/key.png", "an empty segment"),
            new(HostileKeys.Longest, "a name has at most 255 bytes"),
            new("nul\0.png", "no name holds a NUL"),
            new("half-\uD83D.png", "no valid text"),
            new(string.Concat(Enumerable.Repeat("deep/", 900)) + "x", "a path has at most 4,095 bytes"),
            new(".rehome-part-x", "hidden from listings"),
            new(".rehome/avatars.db", "the journal's own folder"),
        ];

    private protected override ValueTask<IObjectStore> OpenEmptyAsync()
    {
        var folder = new TempFolder();
        _folders.Add(folder);
        return new(Open(folder.Root));
    }

    private protected override IObjectStore OpenMissing() => Open(_folders[0]["missing"]);

    private protected override ValueTask CloseAsync()
    {
        _folders.ForEach(folder => folder.Dispose());
        return ValueTask.CompletedTask;
    }

    private static IObjectStore Open(string folder) =>
        new LocalFilesAdapter().Open(new StoreSettings(Location.Parse($"file://{folder}/")));
}
