using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>The very version of a file that was listed, open to be read. Looked at before and after: a file can change while it is read.</summary>
internal sealed class PinnedFile : IDisposable
{
    private const int CopyBuffer = 1 << 20;

    private readonly FolderRoot _root;
    private readonly string _operation;
    private readonly ObjectInfo _version;
    private readonly SafeFileHandle _file;

    private PinnedFile(FolderRoot root, string operation, ObjectInfo version, SafeFileHandle file)
    {
        _root = root;
        _operation = operation;
        _version = version;
        _file = file;
    }

    /// <exception cref="StoreException">It is missing, or another version.</exception>
    public static PinnedFile Open(FolderRoot root, string operation, ObjectInfo version)
    {
        root.Require();
        var (path, status) = root.Find(version.Key);
        if (status.Kind != FileKind.File)
        {
            throw root.Fault(StoreFailure.NotFound, operation, version.Key, "there is no such file");
        }
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Explained here, because the caller's folder may be another than the source's.
            throw FolderFaults.Explain(root, operation, version.Key, fault);
        }
        var file = new PinnedFile(root, operation, version, handle);
        try
        {
            file.RequireUnchanged();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Fills the buffer.</summary>
    public void Read(Span<byte> buffer, long offset)
    {
        for (var done = 0; done < buffer.Length; )
        {
            var count = RandomAccess.Read(_file, buffer[done..], offset + done);
            done += count > 0 ? count : throw Changed();
        }
    }

    /// <summary>Writes bytes to the same place in another file.</summary>
    public void CopyTo(SafeFileHandle target, long offset, long length, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length, 1, CopyBuffer));
        try
        {
            for (var end = offset + length; offset < end; )
            {
                cancellationToken.ThrowIfCancellationRequested();
                var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset));
                Read(piece, offset);
                RandomAccess.Write(target, piece, offset);
                offset += piece.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        RequireUnchanged();
    }

    /// <exception cref="StoreException">It is another version by now.</exception>
    public void RequireUnchanged()
    {
        if (FileStatus.Of(_file).Tag != _version.ETag)
        {
            throw Changed();
        }
    }

    public void Dispose() => _file.Dispose();

    private StoreException Changed() =>
        _root.Fault(StoreFailure.Changed, _operation, _version.Key, "the file was changed after it was listed");
}
