using Rehome.Checks;
using Rehome.Locations;

namespace Rehome.Stores;

/// <summary>
/// One container of a store: the primitives that every phase is built from. Keys are whole keys, prefix included.
/// <para>
/// Every call may be repeated, and from many callers at once. An error is a <see cref="StoreException"/>; only a
/// definite answer proves presence or absence. No call retries by itself: that is the wrapper's work. A call that was
/// cancelled may or may not have taken effect, and changes nothing afterwards.
/// </para>
/// </summary>
public interface IObjectStore : IAsyncDisposable
{
    /// <summary>Where this is.</summary>
    Location Location { get; }

    /// <summary>What it can do.</summary>
    StoreFeatures Features { get; }

    /// <summary>
    /// Lists objects whose key starts with <paramref name="prefix"/> and sorts after <paramref name="after"/>, in key
    /// order: the next page follows the last key of this one. A page has at most 1,000 objects.
    /// </summary>
    /// <exception cref="StoreException">Also when the store answers out of order: going on would lose objects.</exception>
    ValueTask<ObjectPage> ListAsync(string prefix, ObjectKey after, CancellationToken cancellationToken);

    /// <summary>Looks at one object.</summary>
    /// <returns>Null only when the store said that there is none.</returns>
    ValueTask<ObjectHead?> HeadAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Reads bytes of the very version that <paramref name="version"/> names, from <paramref name="offset"/>, until the
    /// buffer is full or the object ends. The buffer is filled completely or the call fails.
    /// </summary>
    /// <returns>The object's head, which costs no request of its own.</returns>
    /// <exception cref="StoreException"><see cref="StoreFailure.Changed"/> when the object is another version by now.</exception>
    ValueTask<ObjectHead> ReadAsync(
        ObjectInfo version,
        long offset,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    );

    /// <summary>Reads the tags of an object; empty where there are none.</summary>
    ValueTask<IReadOnlyDictionary<string, string>> ReadTagsAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Writes one object whole or not at all; what arrived is proven by a hash that the store confirmed.</summary>
    /// <exception cref="StoreException"><see cref="StoreFailure.Exists"/> when it must be absent and is not.</exception>
    ValueTask<ObjectInfo> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        ObjectMetadata metadata,
        WriteCondition condition,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Copies the very version of an object of <paramref name="source"/>, a location in the same
    /// <see cref="StoreFeatures.CopyDomain"/>, with its metadata, tags and storage class, inside the store.
    /// </summary>
    /// <returns>The new object; its size is the source's.</returns>
    /// <exception cref="StoreException">
    /// <see cref="StoreFailure.Changed"/> when the source is another version by now, <see cref="StoreFailure.Exists"/>
    /// when the target must be absent and is not, also when the failure came inside a success answer.
    /// </exception>
    ValueTask<ObjectInfo> CopyAsync(
        Location source,
        ObjectInfo version,
        ObjectKey target,
        WriteCondition condition,
        CancellationToken cancellationToken
    );

    /// <summary>Begins an upload in parts. An upload that is neither completed nor aborted costs storage.</summary>
    ValueTask<MultipartUpload> BeginUploadAsync(
        ObjectKey key,
        ObjectMetadata metadata,
        CancellationToken cancellationToken
    );

    /// <summary>Writes one part; a repeated number replaces the part. Proven by a hash that the store confirmed.</summary>
    ValueTask<UploadedPart> UploadPartAsync(
        MultipartUpload upload,
        int number,
        long offset,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    );

    /// <summary>Writes one part from bytes of the very version of an object in the same copy domain.</summary>
    ValueTask<UploadedPart> CopyPartAsync(
        MultipartUpload upload,
        int number,
        Location source,
        ObjectInfo version,
        long offset,
        long length,
        CancellationToken cancellationToken
    );

    /// <summary>Makes the parts one object, in the order of their numbers.</summary>
    ValueTask<ObjectInfo> CompleteUploadAsync(
        MultipartUpload upload,
        IReadOnlyList<UploadedPart> parts,
        WriteCondition condition,
        CancellationToken cancellationToken
    );

    /// <summary>Drops an upload and its parts; nothing happens when it is gone.</summary>
    ValueTask AbortUploadAsync(MultipartUpload upload, CancellationToken cancellationToken);

    /// <summary>Deletes up to <see cref="StoreFeatures.MostDeletes"/> objects in one request.</summary>
    /// <returns>One outcome a key. An object that was not there counts as gone.</returns>
    ValueTask<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Proves each right in <paramref name="needed"/> by a harmless try that leaves nothing behind, and warns of
    /// settings that will hurt. Failures are probes, not exceptions.
    /// </summary>
    ValueTask<IReadOnlyList<Probe>> ProbeAsync(StoreAccess needed, CancellationToken cancellationToken);
}
