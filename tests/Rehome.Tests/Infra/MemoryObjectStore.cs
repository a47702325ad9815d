using System.Collections.Concurrent;
using Rehome.Checks;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Tests.Infra;

/// <summary>
/// A store in memory that behaves like S3 at its best, with hooks for faults. Operations are named like the methods
/// without <c>Async</c>; those that concern no single key are told with <see cref="ObjectKey.Start"/> or the first key.
/// </summary>
internal sealed partial class MemoryObjectStore(Location location, MemoryCloud cloud) : IObjectStore
{
    public Location Location { get; } = location;

    public StoreFeatures Features { get; init; } =
        new()
        {
            CopyDomain = "memory",
            ConditionalWrites = true,
            ConditionalCopies = true,
            KeepsMetadata = true,
            KeepsTags = true,
            ETagIsMd5 = true,
            LargestSinglePut = 64 << 20,
            SmallestPart = 16,
            MostParts = 1000,
            MostDeletes = 1000,
        };

    /// <summary>Objects of one page at most.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>
    /// Runs before each call; may throw, wait, or change the store. Beside the calls it hears <c>DeleteKey</c> once for
    /// each key of a delete: what it throws there becomes the outcome of that key.
    /// </summary>
    public Func<string, ObjectKey, ValueTask>? Before { get; set; }

    /// <summary>Runs when a call has taken effect; what it throws is an answer that was lost.</summary>
    public Func<string, ObjectKey, ValueTask>? After { get; set; }

    /// <summary>How often each operation was called.</summary>
    public ConcurrentDictionary<string, int> Calls { get; } = new();

    /// <summary>All keys in order.</summary>
    public IReadOnlyList<string> Keys =>
        [.. Container("Keys").After("", ObjectKey.Start, int.MaxValue - 1).Select(o => o.Key.Value)];

    /// <summary>Uploads that were begun and neither completed nor aborted.</summary>
    public int OpenUploads => Container("OpenUploads").Uploads.Count;

    /// <summary>Writes an object as another program would: no hook, no count.</summary>
    public ObjectInfo Add(string key, byte[] content, ObjectMetadata? metadata = null)
    {
        var written = Object(
            new ObjectKey(key),
            content,
            MemoryContainer.ETagOf(content),
            metadata ?? ObjectMetadata.None
        );
        Container("Add").TryWrite(written, mustBeAbsent: false);
        return written.Info;
    }

    /// <summary>Removes an object as another program would.</summary>
    public void Remove(string key) => Container("Remove").Remove(new ObjectKey(key));

    /// <summary>The object under a key, if there is one.</summary>
    public MemoryObject? Find(string key) => Container("Find").Find(new ObjectKey(key));

    public ValueTask<ObjectPage> ListAsync(string prefix, ObjectKey after, CancellationToken cancellationToken) =>
        DoAsync(
            "List",
            after,
            () =>
            {
                var found = Container("list").After(prefix, after, PageSize);
                return new ObjectPage([.. found.Take(PageSize)], found.Count <= PageSize);
            },
            cancellationToken
        );

    public ValueTask<ObjectHead?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        DoAsync("Head", key, () => Container("look at").Find(key)?.Head, cancellationToken);

    public ValueTask<ObjectHead> ReadAsync(
        ObjectInfo version,
        long offset,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            "Read",
            version.Key,
            () =>
            {
                var found = Pinned("read", Location, version);
                var rest = found.Content.AsMemory((int)offset);
                rest[..Math.Min(rest.Length, buffer.Length)].CopyTo(buffer);
                return found.Head;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyDictionary<string, string>> ReadTagsAsync(
        ObjectKey key,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            "ReadTags",
            key,
            () =>
                Container("read the tags of").Find(key)?.Metadata.Tags
                ?? throw Fault(StoreFailure.NotFound, "read the tags of", key, "there is no such object"),
            cancellationToken
        );

    public ValueTask<ObjectInfo> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        ObjectMetadata metadata,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            "Put",
            key,
            () =>
                Write(
                    Object(key, content.ToArray(), MemoryContainer.ETagOf(content.Span), metadata),
                    Features.ConditionalWrites && condition == WriteCondition.Absent
                ),
            cancellationToken
        );

    public ValueTask<ObjectInfo> CopyAsync(
        Location source,
        ObjectInfo version,
        ObjectKey target,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            "Copy",
            target,
            () =>
            {
                var found = Pinned("copy", source, version);
                return Write(
                    Object(target, found.Content, MemoryContainer.ETagOf(found.Content), found.Metadata),
                    Features.ConditionalCopies && condition == WriteCondition.Absent
                );
            },
            cancellationToken
        );

    public async ValueTask<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    )
    {
        await BeginAsync("Delete", keys[0], cancellationToken);
        if (keys.Count > Features.MostDeletes)
        {
            throw Fault(StoreFailure.Refused, "delete", keys[0], "there are too many keys in one request");
        }
        var outcomes = new List<DeleteOutcome>(keys.Count);
        foreach (var key in keys)
        {
            outcomes.Add(await DeleteKeyAsync(key));
        }
        await EndAsync("Delete", keys[0]);
        return outcomes;
    }

    public ValueTask<IReadOnlyList<Probe>> ProbeAsync(StoreAccess needed, CancellationToken cancellationToken) =>
        DoAsync<IReadOnlyList<Probe>>(
            "Probe",
            ObjectKey.Start,
            () =>
                cloud.Find(Location) is null
                    ?
                    [
                        new Probe(
                            Location.ToString(),
                            "list objects",
                            ProbeVerdict.Failed,
                            "the container does not exist"
                        ),
                    ]
                    : [new Probe(Location.ToString(), "list objects", ProbeVerdict.Passed, "")],
            cancellationToken
        );

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<T> DoAsync<T>(
        string operation,
        ObjectKey key,
        Func<T> act,
        CancellationToken cancellationToken
    )
    {
        await BeginAsync(operation, key, cancellationToken);
        var answer = act();
        await EndAsync(operation, key);
        return answer;
    }

    private async ValueTask BeginAsync(string operation, ObjectKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.AddOrUpdate(operation, 1, (_, count) => count + 1);
        if (Before is not null)
        {
            await Before(operation, key);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private ValueTask EndAsync(string operation, ObjectKey key) => After is null ? default : After(operation, key);

    private async ValueTask<DeleteOutcome> DeleteKeyAsync(ObjectKey key)
    {
        try
        {
            if (Before is not null)
            {
                await Before("DeleteKey", key);
            }
            Container("delete").Remove(key);
            return new DeleteOutcome(key, "");
        }
        catch (StoreException fault)
        {
            return new DeleteOutcome(key, fault.Message);
        }
    }

    private MemoryContainer Container(string operation) =>
        cloud.Find(Location)
        ?? throw new StoreException(StoreFailure.NoContainer, $"{operation}: the container {Location} does not exist");

    private MemoryObject Pinned(string operation, Location source, ObjectInfo version)
    {
        var container =
            cloud.Find(source)
            ?? throw Fault(StoreFailure.NoContainer, operation, version.Key, $"the container {source} does not exist");
        var found =
            container.Find(version.Key)
            ?? throw Fault(StoreFailure.NotFound, operation, version.Key, $"there is no such object in {source}");
        return found.Info.ETag == version.ETag
            ? found
            : throw Fault(StoreFailure.Changed, operation, version.Key, "it is another version by now");
    }

    private ObjectInfo Write(MemoryObject written, bool mustBeAbsent)
    {
        if (written.Info.Size > Features.LargestSinglePut)
        {
            throw Fault(StoreFailure.Refused, "write", written.Info.Key, "it is too large for one request");
        }
        return Container("write").TryWrite(written, mustBeAbsent)
            ? written.Info
            : throw Fault(StoreFailure.Exists, "write", written.Info.Key, "the key exists");
    }

    private MemoryObject Object(ObjectKey key, byte[] content, string etag, ObjectMetadata metadata) =>
        new(
            new ObjectInfo(key, content.Length, etag, metadata.StorageClass),
            content,
            Features.KeepsTags ? metadata : metadata with { Tags = ObjectMetadata.None.Tags }
        );

    private StoreException Fault(StoreFailure failure, string operation, ObjectKey key, string why) =>
        new(failure, $"could not {operation} '{key}' in {Location}: {why}");
}
