using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Rehome.Adapters.LocalFiles;

/// <summary>What the file system says of a path or an open file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Tag">
/// Stands in for an ETag: size, time of the last change and, on Linux, the number of the file. The number matters: two
/// writes of the same size within one tick of the kernel's clock, up to 4 ms, leave the same time.
/// </param>
internal readonly record struct FileStatus(FileKind Kind, long Size, string Tag)
{
    public static FileStatus Missing { get; } = new(FileKind.Missing, 0, "");

    public static FileStatus Of(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return LinuxFile.Status(path);
        }
        var info = new FileInfo(path);
        if (!info.Exists && !Directory.Exists(path))
        {
            return Missing;
        }
        return info.Attributes.HasFlag(FileAttributes.ReparsePoint) ? new FileStatus(FileKind.Link, 0, "")
            : info.Attributes.HasFlag(FileAttributes.Directory) ? new FileStatus(FileKind.Folder, 0, "")
            : OfFile(info.Length, info.LastWriteTimeUtc.Ticks, number: 0);
    }

    public static FileStatus Of(SafeFileHandle file) =>
        OperatingSystem.IsLinux()
            ? LinuxFile.Status(file)
            : OfFile(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file).Ticks, number: 0);

    public static FileStatus OfFile(long size, long changed, ulong number) =>
        new(FileKind.File, size, string.Create(CultureInfo.InvariantCulture, $"{size:x}-{changed:x}-{number:x}"));
}
