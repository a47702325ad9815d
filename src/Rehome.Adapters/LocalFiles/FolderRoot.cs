using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>The folder that a store is. Finds the path of a key, which lies inside whatever the key and whatever the links.</summary>
internal sealed class FolderRoot(Location location)
{
    public Location Location { get; } = location;

    public string Path => Location.Container;

    /// <exception cref="StoreException">The folder is missing or is no folder.</exception>
    public void Require()
    {
        if (!Directory.Exists(Path))
        {
            throw new StoreException(
                StoreFailure.NoContainer,
                $"the folder {Location} does not exist; make it with: mkdir -p '{Path}'"
            );
        }
    }

    /// <summary>The path of a key that may be written.</summary>
    /// <exception cref="StoreException">The folder can never hold the key, or something stands in its way.</exception>
    public string PathToWrite(string operation, ObjectKey key)
    {
        if (KeyRules.WhyNot(Path, key.Value) is { Length: > 0 } reason)
        {
            throw Fault(StoreFailure.Unsupported, operation, key, $"a folder cannot hold this key: {reason}");
        }
        Require();
        var (kind, parent) = FindObstacle(key.Value);
        switch (kind)
        {
            case FileKind.Link:
                throw Fault(
                    StoreFailure.Refused,
                    operation,
                    key,
                    $"'{parent}' is a symbolic link, which may lead out of the folder"
                );
            case FileKind.File or FileKind.Special:
                throw Fault(
                    StoreFailure.Unsupported,
                    operation,
                    key,
                    $"'{parent}' is a file here and cannot be a folder as well"
                );
        }
        var path = System.IO.Path.Join(Path, key.Value);
        switch (FileStatus.Of(path).Kind)
        {
            case FileKind.Folder:
                throw Fault(
                    StoreFailure.Unsupported,
                    operation,
                    key,
                    "a folder of this name exists and cannot be a file as well"
                );
            case FileKind.Link or FileKind.Special:
                throw Fault(
                    StoreFailure.Refused,
                    operation,
                    key,
                    "a link or device of this name exists and is left alone"
                );
        }
        return path;
    }

    /// <summary>The path and status of a key; missing where a listing would not show it either.</summary>
    public (string Path, FileStatus Status) Find(ObjectKey key)
    {
        var path = System.IO.Path.Join(Path, key.Value);
        if (KeyRules.WhyNot(Path, key.Value).Length > 0 || FindObstacle(key.Value).Kind != FileKind.Missing)
        {
            return (path, FileStatus.Missing);
        }
        var status = FileStatus.Of(path);
        return (path, status.Kind == FileKind.File ? status : FileStatus.Missing);
    }

    public StoreException Fault(
        StoreFailure failure,
        string operation,
        ObjectKey key,
        string why,
        Exception? cause = null
    ) => new(failure, $"could not {operation} '{key}' in {Location}: {why}", cause);

    // The first parent of the key that exists and is no folder.
    private (FileKind Kind, string Parent) FindObstacle(string key)
    {
        for (var slash = key.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = key.IndexOf('/', slash + 1))
        {
            var kind = FileStatus.Of(System.IO.Path.Join(Path, key[..slash])).Kind;
            if (kind == FileKind.Missing)
            {
                break;
            }
            if (kind != FileKind.Folder)
            {
                return (kind, key[..slash]);
            }
        }
        return (FileKind.Missing, "");
    }
}
