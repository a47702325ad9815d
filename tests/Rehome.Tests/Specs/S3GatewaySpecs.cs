using Rehome.Checks;
using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

/// <summary>Rights, settings and oddities of a real gateway, beyond what every store promises.</summary>
public sealed class S3GatewaySpecs(RadosGatewayFixture fixture)
{
    private const StoreAccess Everything = StoreAccess.List | StoreAccess.Read | StoreAccess.Write | StoreAccess.Delete;

    private static readonly ObjectKey s_key = new("image/a.png");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_credentials_are_told_from_a_lack_of_rights()
    {
        var gateway = await fixture.GatewayAsync();
        var bucket = await fixture.CreateBucketAsync();
        var stranger = await gateway.CreateUserAsync(fixture.NewName("stranger"), Token);
        await using var unknown = await fixture.OpenAsync(bucket, stranger with { AccessKey = "nobody" });
        await using var mistyped = await fixture.OpenAsync(bucket, stranger with { SecretKey = "hunter2" });
        await using var known = await fixture.OpenAsync(bucket, stranger);

        foreach (
            var (store, expected) in ((IObjectStore, StoreFailure)[])
                [
                    (unknown, StoreFailure.BadCredentials),
                    (mistyped, StoreFailure.BadCredentials),
                    (known, StoreFailure.Denied),
                ]
        )
        {
            var list = await FaultAsync(store.ListAsync("", ObjectKey.Start, Token));
            var head = await FaultAsync(store.HeadAsync(s_key, Token));
            var put = await FaultAsync(
                store.PutAsync(s_key, "abc"u8.ToArray(), ObjectMetadata.None, WriteCondition.None, Token)
            );

            Assert.Equal([expected, expected, expected], [list.Failure, head.Failure, put.Failure]);
            Assert.DoesNotContain("hunter2", list.ToString() + head + put, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_user_with_the_least_rights_migrates_and_no_more()
    {
        var (legacy, production, _) = await LeastPrivilegeAsync();
        var listed = Assert.Single((await legacy.ListAsync("image/", ObjectKey.Start, Token)).Objects);
        var target = new ObjectKey("avatar/a.png");

        var copied = await production.CopyAsync(legacy.Location, listed, target, WriteCondition.Absent, Token);
        var read = await production.ReadAsync(copied, 0, new byte[copied.Size], Token);
        var wrongPlace = await FaultAsync(
            production.PutAsync(
                new ObjectKey("other/a.png"),
                "a"u8.ToArray(),
                ObjectMetadata.None,
                WriteCondition.None,
                Token
            )
        );
        var backwards = await FaultAsync(
            legacy.PutAsync(s_key, "a"u8.ToArray(), ObjectMetadata.None, WriteCondition.None, Token)
        );
        var deletedThere = Assert.Single(await production.DeleteAsync([target], Token));
        var deletedHere = Assert.Single(await legacy.DeleteAsync([s_key], Token));

        Assert.Equal(listed.ETag, read.Info.ETag);
        Assert.Equal([StoreFailure.Denied, StoreFailure.Denied], [wrongPlace.Failure, backwards.Failure]);
        Assert.Contains("s3:PutObject", wrongPlace.Message, StringComparison.Ordinal);
        Assert.False(deletedThere.IsGone);
        Assert.Contains("s3:DeleteObject", deletedThere.Error, StringComparison.Ordinal);
        Assert.True(deletedHere.IsGone);
    }

    [Fact]
    public async Task Probes_prove_the_rights_that_are_there_and_miss_those_that_are_not()
    {
        var (legacy, production, owner) = await LeastPrivilegeAsync();

        var onLegacy = Verdicts(await legacy.ProbeAsync(Everything, Token));
        var onProduction = Verdicts(await production.ProbeAsync(Everything, Token));

        Assert.Equal(ProbeVerdict.Passed, onLegacy["list objects"]);
        Assert.Equal(ProbeVerdict.Passed, onLegacy["read objects"]);
        Assert.Equal(ProbeVerdict.Failed, onLegacy["write objects"]);
        Assert.Equal(ProbeVerdict.Passed, onLegacy["delete objects"]);
        Assert.Equal(ProbeVerdict.Passed, onProduction["list objects"]);
        Assert.Equal(ProbeVerdict.Passed, onProduction["read objects"]);
        Assert.Equal(ProbeVerdict.Passed, onProduction["write objects"]);
        Assert.Equal(ProbeVerdict.Warned, onProduction["delete objects"]);
        Assert.Equal(
            "image/a.png",
            Assert.Single((await legacy.ListAsync("", ObjectKey.Start, Token)).Objects).Key.Value
        );
        Assert.Empty((await owner.ListAsync("", ObjectKey.Start, Token)).Objects);
    }

    [Fact]
    public async Task A_user_without_any_right_fails_every_probe_with_the_right_that_is_missing()
    {
        var gateway = await fixture.GatewayAsync();
        var stranger = await gateway.CreateUserAsync(fixture.NewName("stranger"), Token);
        await using var store = await fixture.OpenAsync(await fixture.CreateBucketAsync(), stranger, "image/");

        var probes = await store.ProbeAsync(Everything, Token);

        Assert.Equal(ProbeVerdict.Failed, Verdicts(probes)["list objects"]);
        Assert.Equal(ProbeVerdict.Warned, Verdicts(probes)["read objects"]);
        Assert.Equal(ProbeVerdict.Failed, Verdicts(probes)["write objects"]);
        Assert.Contains(
            "s3:ListBucket",
            probes.First(probe => probe.What == "list objects").Advice,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "s3:PutObject on arn:aws:s3:::",
            probes.First(probe => probe.What == "write objects").Advice,
            StringComparison.Ordinal
        );
        Assert.All(
            probes.Where(probe => probe.What is "read tags" or "delete objects"),
            probe => Assert.NotEqual(ProbeVerdict.Passed, probe.Verdict)
        );
    }

    [Fact]
    public async Task A_versioned_bucket_warns_before_deletes_and_gets_no_marker_from_the_probe()
    {
        var gateway = await fixture.GatewayAsync();
        var bucket = await fixture.CreateBucketAsync();
        await gateway.EnableVersioningAsync(bucket, Token);
        await using var store = await fixture.OpenAsync(bucket);

        var probe = (await store.ProbeAsync(StoreAccess.Delete, Token)).First(probe => probe.What == "delete objects");

        Assert.Equal(ProbeVerdict.Warned, probe.Verdict);
        Assert.Contains("versioning is Enabled", probe.Advice, StringComparison.Ordinal);
        var entries = await gateway.AdministerAsync(["bi", "list", "--bucket", bucket], Token);
        Assert.DoesNotContain(".rehome-probe", entries, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_of_any_letters_and_spaces_is_kept()
    {
        await using var store = await fixture.OpenAsync(await fixture.CreateBucketAsync());
        var metadata = new ObjectMetadata
        {
            ContentDisposition = "attachment; filename=\"Ä  b.png\"",
            User = new Dictionary<string, string>
            {
                ["place"] = "Zürich 🦊",
                ["spaced"] = "two  spaces",
                ["empty"] = "",
            },
            Expires = "0",
        };

        await store.PutAsync(s_key, "abc"u8.ToArray(), metadata, WriteCondition.Absent, Token);

        var kept = (await store.HeadAsync(s_key, Token))!.Metadata;
        Assert.Equal(metadata.ContentDisposition, kept.ContentDisposition);
        Assert.Equal("Zürich 🦊", kept.User["place"]);
        Assert.Equal("two  spaces", kept.User["spaced"]);
        Assert.Equal("0", kept.Expires);
    }

    [Fact]
    public async Task Keys_with_control_characters_are_put_listed_and_deleted()
    {
        await using var store = await fixture.OpenAsync(await fixture.CreateBucketAsync());
        ObjectKey[] keys = [new("bell\u0007"), new("line\r\nend"), new("nul\u0001"), new("plain"), new("tab\t")];
        foreach (var key in keys)
        {
            await store.PutAsync(key, HostileKeys.ContentOf(key), ObjectMetadata.None, WriteCondition.Absent, Token);
        }

        var listed = await store.ListAsync("", ObjectKey.Start, Token);
        var outcomes = await store.DeleteAsync(keys, Token);

        Assert.Equal(keys, listed.Objects.Select(o => o.Key));
        Assert.All(outcomes, outcome => Assert.True(outcome.IsGone, outcome.Error));
        Assert.Empty((await store.ListAsync("", ObjectKey.Start, Token)).Objects);
    }

    [Fact]
    public async Task Parts_of_a_key_that_the_gateway_would_decode_twice_are_of_that_very_object()
    {
        await using var store = await fixture.OpenAsync(await fixture.CreateBucketAsync());
        var content = new byte[store.Features.SmallestPart];
        Random(content, 1);
        var decoy = new byte[content.Length];
        var source = await store.PutAsync(
            new ObjectKey("a%25b"),
            content,
            ObjectMetadata.None,
            WriteCondition.Absent,
            Token
        );
        await store.PutAsync(new ObjectKey("a%b"), decoy, ObjectMetadata.None, WriteCondition.Absent, Token);
        var upload = await store.BeginUploadAsync(s_key, ObjectMetadata.None, Token);

        var part = await store.CopyPartAsync(upload, 1, store.Location, source, 0, content.Length, Token);
        var whole = await store.CompleteUploadAsync(upload, [part], WriteCondition.Absent, Token);

        var read = new byte[whole.Size];
        await store.ReadAsync(whole, 0, read, Token);
        Assert.Equal(content, read);
    }

    [Fact]
    public async Task A_storage_class_that_the_gateway_does_not_have_is_refused_and_nothing_is_written()
    {
        await using var store = await fixture.OpenAsync(await fixture.CreateBucketAsync());
        var put = await store.PutAsync(s_key, "abc"u8.ToArray(), ObjectMetadata.None, WriteCondition.Absent, Token);

        var fault = await FaultAsync(
            store.CopyAsync(
                store.Location,
                put with
                {
                    StorageClass = "GLACIER",
                },
                new ObjectKey("cold"),
                WriteCondition.Absent,
                Token
            )
        );

        Assert.Equal(StoreFailure.Refused, fault.Failure);
        Assert.Equal(put, Assert.Single((await store.ListAsync("", ObjectKey.Start, Token)).Objects));
    }

    private async Task<(IObjectStore Legacy, IObjectStore Production, IObjectStore Owner)> LeastPrivilegeAsync()
    {
        var gateway = await fixture.GatewayAsync();
        var user = await gateway.CreateUserAsync(fixture.NewName("mover"), Token);
        var (from, to) = (await fixture.CreateBucketAsync(), await fixture.CreateBucketAsync());
        await using var owner = await fixture.OpenAsync(from);
        await owner.PutAsync(s_key, "abc"u8.ToArray(), ObjectMetadata.None, WriteCondition.Absent, Token);
        RadosGatewayGrant[] onLegacy =
        [
            new(user, ["s3:ListBucket", "s3:GetBucketVersioning"], OnBucket: true),
            new(user, ["s3:GetObject", "s3:GetObjectTagging", "s3:DeleteObject"], Prefix: "image/"),
        ];
        RadosGatewayGrant[] onProduction =
        [
            new(user, ["s3:ListBucket"], OnBucket: true),
            new(user, ["s3:GetObject", "s3:PutObject"], Prefix: "avatar/"),
        ];
        await gateway.AllowAsync(from, onLegacy, Token);
        await gateway.AllowAsync(to, onProduction, Token);
        return (
            await fixture.OpenAsync(from, user, "image/"),
            await fixture.OpenAsync(to, user, "avatar/"),
            await fixture.OpenAsync(to)
        );
    }

    private static Dictionary<string, ProbeVerdict> Verdicts(IEnumerable<Probe> probes) =>
        probes.ToDictionary(probe => probe.What, probe => probe.Verdict);

    private static void Random(byte[] bytes, int seed) => new Random(seed).NextBytes(bytes);

    private static async Task<StoreException> FaultAsync<T>(ValueTask<T> call) =>
        await Assert.ThrowsAsync<StoreException>(async () => await call);
}
