using System.Security.Cryptography;
using System.Text;
using Rehome.Checks;
using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Contracts;

/// <summary>
/// What every <see cref="IObjectStore"/> promises. An adapter's tests derive from this, open stores on its real server,
/// and say which hostile keys it cannot hold. The parts are in the files beside this one.
/// </summary>
public abstract partial class ObjectStoreContract : IAsyncLifetime
{
    private protected static ObjectKey Key => new("folder/photo one.png");

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The store of this test, empty at first.</summary>
    private protected IObjectStore Store { get; private set; } = null!;

    /// <summary>Another container in the same copy domain.</summary>
    private protected IObjectStore Other { get; private set; } = null!;

    /// <summary>Keys that the store must refuse as unsupported before anything is written.</summary>
    private protected virtual IReadOnlyList<RefusedKey> KeysRefused => [];

    /// <summary>Keys that the server itself gets wrong; left out, with what it does to them.</summary>
    private protected virtual IReadOnlyList<RefusedKey> KeysGotWrong => [];

    public async ValueTask InitializeAsync()
    {
        Store = await OpenEmptyAsync();
        Other = await OpenEmptyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Other.DisposeAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a container that is empty and belongs to this test alone; called more than once.</summary>
    private protected abstract ValueTask<IObjectStore> OpenEmptyAsync();

    /// <summary>Opens a container that does not exist.</summary>
    private protected abstract IObjectStore OpenMissing();

    /// <summary>Removes what <see cref="OpenEmptyAsync"/> made.</summary>
    private protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_was_put_is_listed_headed_and_read_alike()
    {
        var content = Bytes(3000);

        var put = await PutAsync(Key, content);

        var listed = Assert.Single(await ListAllAsync(Store));
        var head = await Store.HeadAsync(Key, Token);
        Assert.Equal(put, listed);
        Assert.Equal(put, head!.Info);
        Assert.Equal((Key, 3000L), (put.Key, put.Size));
        Assert.Equal(content, await ReadAllAsync(Store, listed));
        Assert.True(!Store.Features.ETagIsMd5 || put.ETag == Convert.ToHexStringLower(MD5.HashData(content)));
    }

    [Fact]
    public async Task Any_range_of_an_object_is_read()
    {
        var content = Bytes(3000);
        var put = await PutAsync(Key, content);

        foreach (var (offset, length) in ((int, int)[])[(0, 1), (0, 3000), (1, 2998), (2999, 1), (1500, 700)])
        {
            var buffer = new byte[length];
            var head = await Store.ReadAsync(put, offset, buffer, Token);

            Assert.Equal(content[offset..(offset + length)], buffer);
            Assert.Equal(put, head.Info);
        }
    }

    [Fact]
    public async Task A_buffer_beyond_the_end_is_filled_with_what_there_is()
    {
        var content = Bytes(100);
        var put = await PutAsync(Key, content);
        var buffer = new byte[50];

        await Store.ReadAsync(put, 80, buffer, Token);

        Assert.Equal([.. content[80..], .. new byte[30]], buffer);
    }

    [Fact]
    public async Task An_object_of_no_bytes_is_an_object()
    {
        var put = await PutAsync(Key, []);

        var head = await Store.ReadAsync(put, 0, Memory<byte>.Empty, Token);

        Assert.Equal(0, put.Size);
        Assert.Equal(put, head.Info);
        Assert.Equal(put, Assert.Single(await ListAllAsync(Store)));
    }

    [Fact]
    public async Task A_version_that_was_replaced_is_not_read()
    {
        var first = await PutAsync(Key, Bytes(100));
        await PutAsync(Key, Bytes(100, seed: 2));

        var fault = await FaultAsync(Store.ReadAsync(first, 0, new byte[100], Token));

        Assert.Equal(StoreFailure.Changed, fault.Failure);
    }

    [Fact]
    public async Task A_missing_object_is_not_there_for_certain()
    {
        var missing = new ObjectInfo(new ObjectKey("missing.png"), 5, "0123456789abcdef0123456789abcdef", "");

        var read = await FaultAsync(Store.ReadAsync(missing, 0, new byte[5], Token));

        Assert.Null(await Store.HeadAsync(missing.Key, Token));
        Assert.Equal(StoreFailure.NotFound, read.Failure);
        Assert.Contains("missing.png", read.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_container_says_so()
    {
        await using var missing = OpenMissing();
        var version = new ObjectInfo(Key, 5, "0123456789abcdef0123456789abcdef", "");

        var list = await FaultAsync(missing.ListAsync("", ObjectKey.Start, Token));
        var read = await FaultAsync(missing.ReadAsync(version, 0, new byte[5], Token));
        var put = await FaultAsync(missing.PutAsync(Key, Bytes(5), ObjectMetadata.None, WriteCondition.None, Token));

        Assert.Equal(
            [StoreFailure.NoContainer, StoreFailure.NoContainer, StoreFailure.NoContainer],
            [list.Failure, read.Failure, put.Failure]
        );
    }

    [Fact]
    public async Task Deleted_objects_and_missing_ones_are_both_gone()
    {
        var stays = await PutAsync(new ObjectKey("stays"), Bytes(10));
        ObjectKey[] keys = [new("a"), new("b&<c>'\"d"), new("never/was there"), new("e\u00E9")];
        foreach (var key in keys.Where(key => !key.Value.StartsWith("never", StringComparison.Ordinal)))
        {
            await PutAsync(key, Bytes(10));
        }

        var first = await Store.DeleteAsync(keys, Token);
        var again = await Store.DeleteAsync(keys, Token);

        Assert.Equal(keys.Order(), first.Select(outcome => outcome.Key).Order());
        Assert.All(first.Concat(again), outcome => Assert.True(outcome.IsGone, outcome.Error));
        Assert.Equal(stays, Assert.Single(await ListAllAsync(Store)));
    }

    [Fact]
    public async Task Nothing_happens_once_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var there = await PutAsync(Key, Bytes(10));
        var fresh = new ObjectKey("fresh");

        Func<CancellationToken, Task>[] calls =
        [
            async token => await Store.ListAsync("", ObjectKey.Start, token),
            async token => await Store.HeadAsync(Key, token),
            async token => await Store.ReadAsync(there, 0, new byte[10], token),
            async token => await Store.PutAsync(fresh, Bytes(10), ObjectMetadata.None, WriteCondition.None, token),
            async token => await Store.CopyAsync(Store.Location, there, fresh, WriteCondition.None, token),
            async token => await Store.BeginUploadAsync(fresh, ObjectMetadata.None, token),
            async token => await Store.DeleteAsync([Key], token),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call(cancelled.Token));
        }
        Assert.Equal(there, Assert.Single(await ListAllAsync(Store)));
    }

    [Fact]
    public async Task Many_callers_write_at_once()
    {
        var keys = Enumerable.Range(0, 64).Select(n => new ObjectKey($"shared/deep/{n % 4}/{n}.png")).ToList();

        await Task.WhenAll(keys.Select(key => PutAsync(key, HostileKeys.ContentOf(key))));

        var listed = await ListAllAsync(Store);
        Assert.Equal(keys.Order(), listed.Select(o => o.Key));
        var read = await Task.WhenAll(listed.Select(o => ReadAllAsync(Store, o)));
        Assert.Equal(listed.Select(o => HostileKeys.ContentOf(o.Key)), read);
    }

    [Fact]
    public async Task Probes_with_every_right_pass_and_leave_nothing_behind()
    {
        var probes = await Store.ProbeAsync(
            StoreAccess.List | StoreAccess.Read | StoreAccess.Write | StoreAccess.Delete,
            Token
        );

        Assert.NotEmpty(probes);
        Assert.DoesNotContain(probes, probe => probe.Verdict == ProbeVerdict.Failed);
        Assert.Empty(await ListAllAsync(Store));
    }

    [Fact]
    public async Task A_probe_of_a_missing_container_fails_with_advice()
    {
        await using var missing = OpenMissing();

        var probes = await missing.ProbeAsync(StoreAccess.List | StoreAccess.Write, Token);

        Assert.Contains(probes, probe => probe.Verdict == ProbeVerdict.Failed && probe.Advice.Length > 0);
    }

    private protected static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private protected async Task<ObjectInfo> PutAsync(ObjectKey key, byte[] content, ObjectMetadata? metadata = null) =>
        await Store.PutAsync(key, content, metadata ?? ObjectMetadata.None, WriteCondition.None, Token);

    private protected static async Task<byte[]> ReadAllAsync(IObjectStore store, ObjectInfo version)
    {
        var buffer = new byte[version.Size];
        await store.ReadAsync(version, 0, buffer, Token);
        return buffer;
    }

    private protected static async Task<List<ObjectInfo>> ListAllAsync(IObjectStore store, string prefix = "")
    {
        var all = new List<ObjectInfo>();
        for (var last = false; !last; )
        {
            var page = await store.ListAsync(prefix, all.Count == 0 ? ObjectKey.Start : all[^1].Key, Token);
            Assert.InRange(page.Objects.Count, page.IsLast ? 0 : 1, 1000);
            all.AddRange(page.Objects);
            last = page.IsLast;
        }
        Assert.Equal(
            all.Select(o => o.Key.Value).OrderBy(Encoding.UTF8.GetBytes, ByteOrder),
            all.Select(o => o.Key.Value)
        );
        return all;
    }

    private protected static async Task<StoreException> FaultAsync<T>(ValueTask<T> call) =>
        await Assert.ThrowsAsync<StoreException>(async () => await call);

    private static Comparer<byte[]> ByteOrder { get; } =
        Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right));
}
