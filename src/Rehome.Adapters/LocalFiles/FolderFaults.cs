using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>The system's errors in the terms of stores. On Unix an <see cref="IOException"/> carries the number of errno.h.</summary>
internal static class FolderFaults
{
    public static StoreException Explain(FolderRoot root, string operation, ObjectKey key, Exception fault)
    {
        var failure = fault switch
        {
            _ when !Directory.Exists(root.Path) => StoreFailure.NoContainer,
            UnauthorizedAccessException => StoreFailure.Denied,
            FileNotFoundException or DirectoryNotFoundException => StoreFailure.NotFound,
            PathTooLongException => StoreFailure.Unsupported,
            _ => Classify(fault.HResult),
        };
        return root.Fault(failure, operation, key, fault.Message + Advice(failure), fault);
    }

    private static StoreFailure Classify(int code) =>
        code switch
        {
            AtomicMove.Exists or unchecked((int)0x8007_0050) or unchecked((int)0x8007_00B7) => StoreFailure.Exists,
            // No space, over quota; the two of Windows.
            28 or 122 or 69 or unchecked((int)0x8007_0070) or unchecked((int)0x8007_0027) => StoreFailure.Full,
            // No right; a file system that is mounted to be read only.
            1 or 13 or 30 => StoreFailure.Denied,
            2 or 20 => StoreFailure.NotFound,
            // Locked by another program; too many open files; a network file system that went away or answered too late.
            11 or 23 or 24 or 116 or 110 => StoreFailure.Unavailable,
            36 or 63 => StoreFailure.Unsupported,
            _ => StoreFailure.Refused,
        };

    private static string Advice(StoreFailure failure) =>
        failure switch
        {
            StoreFailure.Full => ". Free space, then run the same command again",
            StoreFailure.Denied => ". Give this user the right, or run as one that has it",
            _ => "",
        };
}
