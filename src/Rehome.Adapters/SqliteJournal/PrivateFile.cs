namespace Rehome.Adapters.SqliteJournal;

/// <summary>Files that only this user may read: a journal holds every value of the reference columns.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file, making it and its folder where they are missing.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            options.UnixCreateMode = OwnerOnly;
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
        return new FileStream(path, options);
    }
}
