using System.Runtime.InteropServices;

namespace Rehome.Adapters.LocalFiles;

/// <summary>Gives a finished file its name, so that a reader sees all of it or nothing.</summary>
internal static partial class AtomicMove
{
    /// <summary>EEXIST.</summary>
    public const int Exists = 17;

    public static void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>
    /// Moves where nothing is. <see cref="File.Move(string, string)"/> looks first and renames then, which replaces a
    /// file that came between.
    /// </summary>
    /// <exception cref="IOException">Something is there, or the move failed.</exception>
    public static void WithoutReplacing(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            // One call of the system there.
            File.Move(from, to, overwrite: false);
        }
        else if (!OperatingSystem.IsLinux() || !LinuxFile.TryRenameWithoutReplacing(from, to))
        {
            Link(from, to);
            File.Delete(from);
        }
    }

    /// <summary>
    /// Writes the name itself to the disk: a file that is there after a power cut, but nameless, is a dangling reference.
    /// </summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var handle = open(folder, 0);
        if (handle >= 0)
        {
            // Some network file systems refuse it; they have written the name already.
            _ = fsync(handle);
            _ = close(handle);
        }
    }

    // A second name for the file, which fails when the name is taken.
    private static void Link(string from, string to)
    {
        if (link(from, to) != 0)
        {
            var code = Marshal.GetLastPInvokeError();
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(code)} : '{to}'", code);
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string from, string to);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);
}
