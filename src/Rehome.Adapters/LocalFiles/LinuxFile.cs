using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Rehome.Adapters.LocalFiles;

/// <summary>What the base library does not offer: the number of a file, and a rename that replaces nothing.</summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxFile
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const uint NoReplace = 1;
    private const int NoEntry = 2;
    private const int NotAFolder = 20;
    private const int TypeMask = 0xF000;

    /// <summary>The status of a path, of a link itself where it is one.</summary>
    public static FileStatus Status(string path) =>
        statx(CurrentFolder, path, NoFollow, BasicStats, out var found) == 0 ? ToStatus(found)
        : Marshal.GetLastPInvokeError() is NoEntry or NotAFolder ? FileStatus.Missing
        : throw Fault(path);

    /// <summary>The status of an open file.</summary>
    public static FileStatus Status(SafeFileHandle file) =>
        statx((int)file.DangerousGetHandle(), "", EmptyPath, BasicStats, out var found) == 0
            ? ToStatus(found)
            : throw Fault("open file");

    /// <summary>Renames in one step; false when the file system cannot, as some network file systems.</summary>
    /// <exception cref="IOException">Also when the target exists, with <see cref="AtomicMove.Exists"/> as its code.</exception>
    public static bool TryRenameWithoutReplacing(string from, string to)
    {
        if (renameat2(CurrentFolder, from, CurrentFolder, to, NoReplace) == 0)
        {
            return true;
        }
        const int Invalid = 22;
        const int NotImplemented = 38;
        return Marshal.GetLastPInvokeError() is Invalid or NotImplemented ? false : throw Fault(to);
    }

    private static FileStatus ToStatus(in Statx found) =>
        (found.Mode & TypeMask) switch
        {
            0x8000 => FileStatus.OfFile(
                (long)found.Size,
                (found.ChangedSeconds * 1_000_000_000) + found.ChangedNanoseconds,
                found.Number
            ),
            0x4000 => new FileStatus(FileKind.Folder, 0, ""),
            0xA000 => new FileStatus(FileKind.Link, 0, ""),
            _ => new FileStatus(FileKind.Special, 0, ""),
        };

    private static IOException Fault(string path)
    {
        var code = Marshal.GetLastPInvokeError();
        return new IOException($"{new Win32Exception(code).Message} : '{path}'", code);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, out Statx found);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int fromFolder, string from, int toFolder, string to, uint flags);

    /// <summary>The kernel's own layout, the same on every machine: https://man7.org/linux/man-pages/man2/statx.2.html</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ChangedSeconds;

        [FieldOffset(120)]
        public uint ChangedNanoseconds;
    }
}
