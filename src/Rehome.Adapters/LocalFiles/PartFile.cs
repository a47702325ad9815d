using Microsoft.Win32.SafeHandles;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>
/// A file that is being written, beside where it will be: the same file system for certain, so that its move is a
/// rename. A killed process leaves it behind; it is hidden from every listing.
/// </summary>
internal sealed class PartFile : IDisposable
{
    private readonly string _path;
    private readonly string _target;

    private PartFile(string path, string target, SafeFileHandle handle)
    {
        _path = path;
        _target = target;
        Handle = handle;
    }

    public SafeFileHandle Handle { get; }

    public static string PathOf(string target, string id) =>
        Path.Join(Path.GetDirectoryName(target), KeyRules.PartPrefix + id);

    /// <summary>Makes a new one, and the folders on the way.</summary>
    public static PartFile Create(FolderRoot root, string target, string id)
    {
        MakeFolders(root, Path.GetDirectoryName(target)!);
        return Open(target, id, FileMode.CreateNew);
    }

    /// <summary>Opens one that was made before, by several writers at once.</summary>
    /// <exception cref="FileNotFoundException">It was completed or dropped.</exception>
    public static PartFile OpenExisting(string target, string id) => Open(target, id, FileMode.Open);

    /// <summary>Writes it to the disk for good and gives it its name.</summary>
    public ObjectInfo Finish(ObjectKey key, WriteCondition condition)
    {
        RandomAccess.FlushToDisk(Handle);
        // Of the open file: by its name, a later writer's file could be seen.
        var status = FileStatus.Of(Handle);
        Handle.Dispose();
        if (condition == WriteCondition.Absent)
        {
            AtomicMove.WithoutReplacing(_path, _target);
        }
        else
        {
            AtomicMove.Replace(_path, _target);
        }
        AtomicMove.FlushFolder(Path.GetDirectoryName(_target)!);
        return new ObjectInfo(key, status.Size, status.Tag, "");
    }

    /// <summary>Removes what was written.</summary>
    public void Drop()
    {
        Handle.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => Handle.Dispose();

    private static PartFile Open(string target, string id, FileMode mode)
    {
        var path = PathOf(target, id);
        var handle = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        return new PartFile(path, target, handle);
    }

    private static void MakeFolders(FolderRoot root, string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }
        Directory.CreateDirectory(folder);
        for (var made = folder; made.Length > root.Path.Length; made = Path.GetDirectoryName(made)!)
        {
            AtomicMove.FlushFolder(Path.GetDirectoryName(made)!);
        }
    }
}
