using Rehome.Checks;
using Rehome.Locations;
using Rehome.Phases;
using Rehome.Stores;

namespace Rehome.Pacing;

/// <summary>
/// A store whose passing faults are repeated with back-off, and which sends no more requests at once than its gate
/// lets through. Lasting faults go through unchanged.
/// </summary>
internal sealed partial class SteadyStore(IObjectStore inner, RequestGate gate, RetryPolicy retry, RunContext context)
    : IObjectStore
{
    public Location Location => inner.Location;

    public StoreFeatures Features => inner.Features;

    /// <summary>Wraps a store for one run.</summary>
    public static SteadyStore Wrap(IObjectStore store, int concurrency, int tries, RunContext context) =>
        new(store, new RequestGate(concurrency, context.Clock), new RetryPolicy(tries), context);

    public ValueTask<ObjectPage> ListAsync(string prefix, ObjectKey after, CancellationToken cancellationToken) =>
        DoAsync((prefix, after), static (s, a, c) => s.ListAsync(a.prefix, a.after, c), cancellationToken);

    public ValueTask<ObjectHead?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        DoAsync(key, static (s, a, c) => s.HeadAsync(a, c), cancellationToken);

    public ValueTask<ObjectHead> ReadAsync(
        ObjectInfo version,
        long offset,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            (version, offset, buffer),
            static (s, a, c) => s.ReadAsync(a.version, a.offset, a.buffer, c),
            cancellationToken
        );

    public ValueTask<IReadOnlyDictionary<string, string>> ReadTagsAsync(
        ObjectKey key,
        CancellationToken cancellationToken
    ) => DoAsync(key, static (s, a, c) => s.ReadTagsAsync(a, c), cancellationToken);

    public ValueTask<ObjectInfo> PutAsync(
        ObjectKey key,
        ReadOnlyMemory<byte> content,
        ObjectMetadata metadata,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            (key, content, metadata, condition),
            static (s, a, c) => s.PutAsync(a.key, a.content, a.metadata, a.condition, c),
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
            (source, version, target, condition),
            static (s, a, c) => s.CopyAsync(a.source, a.version, a.target, a.condition, c),
            cancellationToken
        );

    public ValueTask<MultipartUpload> BeginUploadAsync(
        ObjectKey key,
        ObjectMetadata metadata,
        CancellationToken cancellationToken
    ) => DoAsync((key, metadata), static (s, a, c) => s.BeginUploadAsync(a.key, a.metadata, c), cancellationToken);

    public ValueTask<UploadedPart> UploadPartAsync(
        MultipartUpload upload,
        int number,
        long offset,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            (upload, number, offset, content),
            static (s, a, c) => s.UploadPartAsync(a.upload, a.number, a.offset, a.content, c),
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
        DoAsync(
            (upload, number, source, version, offset, length),
            static (s, a, c) => s.CopyPartAsync(a.upload, a.number, a.source, a.version, a.offset, a.length, c),
            cancellationToken
        );

    public ValueTask<ObjectInfo> CompleteUploadAsync(
        MultipartUpload upload,
        IReadOnlyList<UploadedPart> parts,
        WriteCondition condition,
        CancellationToken cancellationToken
    ) =>
        DoAsync(
            (upload, parts, condition),
            static (s, a, c) => s.CompleteUploadAsync(a.upload, a.parts, a.condition, c),
            cancellationToken
        );

    public async ValueTask AbortUploadAsync(MultipartUpload upload, CancellationToken cancellationToken) =>
        await DoAsync(
            upload,
            static async (s, a, c) =>
            {
                await s.AbortUploadAsync(a, c);
                return 0;
            },
            cancellationToken
        );

    public ValueTask<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    ) => DoAsync(keys, static (s, a, c) => s.DeleteAsync(a, c), cancellationToken);

    public ValueTask<IReadOnlyList<Probe>> ProbeAsync(StoreAccess needed, CancellationToken cancellationToken) =>
        inner.ProbeAsync(needed, cancellationToken);

    /// <summary>The store belongs to whoever opened it, not to the run.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<TResult> DoAsync<TArguments, TResult>(
        TArguments arguments,
        Func<IObjectStore, TArguments, CancellationToken, ValueTask<TResult>> call,
        CancellationToken cancellationToken
    )
    {
        for (var failedTries = 1; ; failedTries++)
        {
            await gate.EnterAsync(cancellationToken);
            var succeeded = false;
            TimeSpan delay;
            try
            {
                var result = await call(inner, arguments, cancellationToken);
                succeeded = true;
                return result;
            }
            catch (StoreException fault) when (fault.MayBeRepeated && failedTries < retry.Tries)
            {
                delay = Repeat(fault, failedTries);
            }
            finally
            {
                gate.Leave(succeeded);
            }
            await Task.Delay(delay, context.Clock, cancellationToken);
        }
    }

    private TimeSpan Repeat(StoreException fault, int failedTries)
    {
        double chance;
        lock (context.Chance)
        {
            chance = context.Chance.NextDouble();
        }
        var delay = retry.DelayAfter(failedTries, fault.RetryAfter, chance);
        if (fault.Failure == StoreFailure.Throttled)
        {
            gate.SlowDown();
            context.Progress.Limit =
                $"{inner.Location} asked to slow down: {gate.Allowed} of {gate.Most} requests at a time";
        }
        context.Progress.AddRepeated();
        LogRepeat(context.Logger, inner.Location, failedTries, delay.TotalSeconds, fault.Message);
        return delay;
    }
}
