using Rehome.Checks;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>A bucket, seen as a store: each group of calls has its own class.</summary>
internal sealed class S3Store(Location location, S3Client client, StoreFeatures features) : IObjectStore
{
    private readonly S3Listing _listing = new(client);
    private readonly S3Objects _objects = new(client);
    private readonly S3Uploads _uploads = new(client, new S3Objects(client));
    private readonly S3Deletes _deletes = new(client);

    public Location Location { get; } = location;

    public StoreFeatures Features { get; } = features;

    public ValueTask<ObjectPage> ListAsync(string prefix, ObjectKey after, CancellationToken cancellationToken) =>
        _listing.ListAsync(prefix, after, cancellationToken);

    public ValueTask<ObjectHead?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        _objects.HeadAsync(key, cancellationToken);

    public ValueTask<ObjectHead> ReadAsync(
        ObjectInfo version,
        long offset,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    ) => _objects.ReadAsync(bucket: "", version, offset, buffer, cancellationToken);

    public ValueTask<IReadOnlyDictionary<string, string>> ReadTagsAsync(
        ObjectKey key,
        CancellationToken cancellationToken
    ) => _objects.ReadTagsAsync(key, cancellationToken);

    public ValueTask<ObjectInfo> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        ObjectMetadata metadata,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) => _objects.PutAsync(key, content, metadata, condition, cancellationToken);

    public ValueTask<ObjectInfo> CopyAsync(
        Location source,
        ObjectInfo version,
        ObjectKey target,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) => _objects.CopyAsync(source, version, target, condition, cancellationToken);

    public ValueTask<MultipartUpload> BeginUploadAsync(
        ObjectKey key,
        ObjectMetadata metadata,
        CancellationToken cancellationToken
    ) => _uploads.BeginAsync(key, metadata, cancellationToken);

    // S3 numbers its parts and needs no offset.
    public ValueTask<UploadedPart> UploadPartAsync(
        MultipartUpload upload,
        int number,
        long offset,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    ) => _uploads.UploadPartAsync(upload, number, content, cancellationToken);

    public ValueTask<UploadedPart> CopyPartAsync(
        MultipartUpload upload,
        int number,
        Location source,
        ObjectInfo version,
        long offset,
        long length,
        CancellationToken cancellationToken
    ) => _uploads.CopyPartAsync(upload, number, source, version, offset, length, cancellationToken);

    public ValueTask<ObjectInfo> CompleteUploadAsync(
        MultipartUpload upload,
        IReadOnlyList<UploadedPart> parts,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) => _uploads.CompleteAsync(upload, parts, condition, cancellationToken);

    public ValueTask AbortUploadAsync(MultipartUpload upload, CancellationToken cancellationToken) =>
        _uploads.AbortAsync(upload, cancellationToken);

    public ValueTask<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    ) => _deletes.DeleteAsync(keys, cancellationToken);

    public ValueTask<IReadOnlyList<Probe>> ProbeAsync(StoreAccess needed, CancellationToken cancellationToken) =>
        new S3Probes(client, Location, _listing, _objects).ProbeAsync(needed, cancellationToken);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
