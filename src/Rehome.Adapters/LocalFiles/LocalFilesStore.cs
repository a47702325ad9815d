using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Rehome.Checks;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>
/// A folder as a store: a key is the path below it. Writes go to a hidden file, to the disk, and then get their name;
/// deletes leave empty folders. Nothing follows a symbolic link. The system's calls block, so each call of the store
/// runs on a thread of the pool.
/// </summary>
internal sealed class LocalFilesStore(Location location) : IObjectStore
{
    private readonly FolderRoot _root = new(location);
    private readonly FolderListing _listing = new(new FolderRoot(location));

    public Location Location => _root.Location;

    public StoreFeatures Features { get; } =
        new()
        {
            CopyDomain = "file",
            ConditionalWrites = true,
            ConditionalCopies = true,
            LargestSinglePut = 1L << 50,
            SmallestPart = 1,
            MostParts = 1_000_000,
            MostDeletes = 1000,
        };

    public ValueTask<ObjectPage> ListAsync(string prefix, ObjectKey after, CancellationToken cancellationToken) =>
        RunAsync("list after", after, () => _listing.Next(prefix, after, cancellationToken), cancellationToken);

    public ValueTask<ObjectHead?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        RunAsync(
            "look at",
            key,
            () =>
            {
                _root.Require();
                var (_, status) = _root.Find(key);
                return status.Kind == FileKind.File ? ToHead(new ObjectInfo(key, status.Size, status.Tag, "")) : null;
            },
            cancellationToken
        );

    public ValueTask<ObjectHead> ReadAsync(
        ObjectInfo version,
        long offset,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            "read",
            version.Key,
            () =>
            {
                using var file = PinnedFile.Open(_root, "read", version);
                var wanted = (int)Math.Clamp(version.Size - offset, 0, buffer.Length);
                file.Read(buffer.Span[..wanted], offset);
                file.RequireUnchanged();
                return ToHead(version);
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyDictionary<string, string>> ReadTagsAsync(
        ObjectKey key,
        CancellationToken cancellationToken
    ) => new(ObjectMetadata.None.Tags);

    public ValueTask<ObjectInfo> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        ObjectMetadata metadata,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            "write",
            key,
            () => Write("write", key, condition, part => RandomAccess.Write(part, content.Span, 0)),
            cancellationToken
        );

    public ValueTask<ObjectInfo> CopyAsync(
        Location source,
        ObjectInfo version,
        ObjectKey target,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            "copy",
            target,
            () =>
            {
                using var file = PinnedFile.Open(new FolderRoot(source), "copy", version);
                return Write(
                    "copy",
                    target,
                    condition,
                    part => file.CopyTo(part, offset: 0, version.Size, cancellationToken)
                );
            },
            cancellationToken
        );

    public ValueTask<MultipartUpload> BeginUploadAsync(
        ObjectKey key,
        ObjectMetadata metadata,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            "begin an upload of",
            key,
            () =>
            {
                var upload = new MultipartUpload(key, NewId());
                PartFile.Create(_root, _root.PathToWrite("begin an upload of", key), upload.Id).Dispose();
                return upload;
            },
            cancellationToken
        );

    public ValueTask<UploadedPart> UploadPartAsync(
        MultipartUpload upload,
        int number,
        long offset,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            "upload a part of",
            upload.Key,
            () =>
            {
                using var part = PartFile.OpenExisting(_root.PathToWrite("upload a part of", upload.Key), upload.Id);
                RandomAccess.Write(part.Handle, content.Span, offset);
                return ToPart(number, offset, content.Length);
            },
            cancellationToken
        );

    public ValueTask<UploadedPart> CopyPartAsync(
        MultipartUpload upload,
        int number,
        Location source,
        ObjectInfo version,
        long offset,
        long length,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            "copy a part of",
            upload.Key,
            () =>
            {
                using var part = PartFile.OpenExisting(_root.PathToWrite("copy a part of", upload.Key), upload.Id);
                using var file = PinnedFile.Open(new FolderRoot(source), "copy", version);
                file.CopyTo(part.Handle, offset, length, cancellationToken);
                return ToPart(number, offset, length);
            },
            cancellationToken
        );

    public ValueTask<ObjectInfo> CompleteUploadAsync(
        MultipartUpload upload,
        IReadOnlyList<UploadedPart> parts,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            "complete the upload of",
            upload.Key,
            () =>
            {
                var path = _root.PathToWrite("complete the upload of", upload.Key);
                using var part = PartFile.OpenExisting(path, upload.Id);
                var (written, expected) = (RandomAccess.GetLength(part.Handle), parts.Sum(p => p.Length));
                return written == expected
                    ? part.Finish(upload.Key, condition)
                    : throw _root.Fault(
                        StoreFailure.Refused,
                        "complete the upload of",
                        upload.Key,
                        $"its parts make {expected} bytes, but {written} were written; begin it anew"
                    );
            },
            cancellationToken
        );

    public async ValueTask AbortUploadAsync(MultipartUpload upload, CancellationToken cancellationToken) =>
        await RunAsync(
            "abort the upload of",
            upload.Key,
            () =>
            {
                var path = PartFile.PathOf(Path.Join(_root.Path, upload.Key.Value), upload.Id);
                if (FileStatus.Of(path).Kind == FileKind.File)
                {
                    File.Delete(path);
                }
                return true;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    ) =>
        RunAsync<IReadOnlyList<DeleteOutcome>>(
            "delete",
            ObjectKey.Start,
            () =>
            {
                _root.Require();
                return [.. keys.Select(Delete)];
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<Probe>> ProbeAsync(StoreAccess needed, CancellationToken cancellationToken) =>
        RunAsync("check", ObjectKey.Start, () => new FolderProbes(_root).Run(needed), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _listing.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<T> RunAsync<T>(
        string operation,
        ObjectKey key,
        Func<T> act,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await Task.Run(act, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FolderFaults.Explain(_root, operation, key, fault);
        }
    }

    private ObjectInfo Write(string operation, ObjectKey key, WriteCondition condition, Action<SafeFileHandle> write)
    {
        var path = _root.PathToWrite(operation, key);
        if (condition == WriteCondition.Absent && FileStatus.Of(path).Kind != FileKind.Missing)
        {
            // The move would find out too, after all bytes were written.
            throw _root.Fault(StoreFailure.Exists, operation, key, "the file exists");
        }
        using var part = PartFile.Create(_root, path, NewId());
        try
        {
            write(part.Handle);
            return part.Finish(key, condition);
        }
        catch
        {
            part.Drop();
            throw;
        }
    }

    private DeleteOutcome Delete(ObjectKey key)
    {
        try
        {
            var (path, status) = _root.Find(key);
            if (status.Kind == FileKind.File)
            {
                File.Delete(path);
            }
            return new DeleteOutcome(key, "");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new DeleteOutcome(key, FolderFaults.Explain(_root, "delete", key, fault).Message);
        }
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    private static UploadedPart ToPart(int number, long offset, long length) =>
        new(number, string.Create(CultureInfo.InvariantCulture, $"{offset:x}-{length:x}"), length);

    private static ObjectHead ToHead(ObjectInfo version) =>
        new(version, new ObjectMetadata { ContentType = ContentTypes.Of(version.Key.Value) }, HasTags: false);
}
