using System.IO.Enumeration;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>
/// Goes through a folder in the order of keys, from a key on. It holds the names of the folders on the way down to where
/// it stands, and nothing else. Links, devices and Rehome's own files are passed over.
/// </summary>
internal static class FolderWalk
{
    private static readonly EnumerationOptions s_everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Objects whose key starts with <paramref name="prefix"/> and sorts after <paramref name="after"/>.</summary>
    public static IEnumerable<ObjectInfo> From(FolderRoot root, string prefix, ObjectKey after) =>
        Walk(root, "", prefix, after.Value);

    private static IEnumerable<ObjectInfo> Walk(FolderRoot root, string folder, string prefix, string after)
    {
        foreach (var name in ReadNames(root, folder))
        {
            // A folder sorts as its name with a slash, since every key in it begins so.
            var key = folder + name;
            if (key.EndsWith('/'))
            {
                if (MayHold(key, prefix, after) && FileStatus.Of(root.Path + "/" + key[..^1]).Kind == FileKind.Folder)
                {
                    foreach (var inner in Walk(root, key, prefix, after))
                    {
                        yield return inner;
                    }
                }
            }
            else if (key.StartsWith(prefix, StringComparison.Ordinal) && ObjectKey.Compare(key, after) > 0)
            {
                var status = FileStatus.Of(root.Path + "/" + key);
                if (status.Kind == FileKind.File)
                {
                    yield return new ObjectInfo(new ObjectKey(key), status.Size, status.Tag, "");
                }
            }
        }
    }

    private static bool MayHold(string folder, string prefix, string after) =>
        (folder.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(folder, StringComparison.Ordinal))
        && (after.StartsWith(folder, StringComparison.Ordinal) || ObjectKey.Compare(folder, after) > 0);

    private static List<string> ReadNames(FolderRoot root, string folder)
    {
        var path = System.IO.Path.Join(root.Path, folder);
        var names = new List<string>();
        try
        {
            names.AddRange(new FileSystemEnumerable<string>(path, ToName, s_everything));
        }
        catch (DirectoryNotFoundException) when (folder.Length > 0)
        {
            // Removed since its parent was read: what was in it is gone.
            return names;
        }
        names.RemoveAll(name => KeyRules.IsHidden(name.TrimEnd('/')));
        names.Sort(ObjectKey.Compare);
        RefuseBrokenNames(root, path, names);
        return names;
    }

    private static string ToName(ref FileSystemEntry entry) =>
        entry.IsDirectory ? entry.FileName.ToString() + "/" : entry.FileName.ToString();

    // A name that is no UTF-8 arrives with U+FFFD in the place of its bytes, and cannot be opened under that name. To
    // pass it over would lose an object in silence.
    private static void RefuseBrokenNames(FolderRoot root, string path, List<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            if (!name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                continue;
            }
            var isTwin = i > 0 && names[i - 1] == name;
            if (isTwin || FileStatus.Of(System.IO.Path.Join(path, name.TrimEnd('/'))).Kind == FileKind.Missing)
            {
                throw new StoreException(
                    StoreFailure.Unsupported,
                    $"could not list {root.Location}: the name '{name}' in '{path}' is not UTF-8 on the disk, so no key can name "
                        + "it. Rename it (convmv -f latin1 -t utf8 shows how), or move it away"
                );
            }
        }
    }
}
