using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>Every pair of stores that is not one service: folders, and buckets that are reached with separate credentials.</summary>
public sealed class PairSpecs(RadosGatewayFixture gateways, PostgreSqlFixture databases)
{
    private const int LargeSize = 12_000_000;

    [Fact]
    public async Task Objects_go_from_a_bucket_to_a_folder_and_on_to_a_bucket_and_their_rows_follow()
    {
        await using var system = await AvatarSystem.CreateAsync(gateways, databases);
        await system.PutLegacyAsync(20);
        await system.ExecuteAsync(
            "INSERT INTO avatars (path) SELECT 'image/avatar-' || i || '.png' FROM generate_series(0, 19) AS i"
        );
        var folder = Directory.CreateDirectory(Path.Combine(system.Folder, "disk")).FullName;

        var down = await MoveAsync(system, "down", $"s3://{system.LegacyBucket}/image/", $"file://{folder}/");
        Assert.True(down.ExitCode == 0, down.Error);
        Assert.Equal("avatar-0.png", (await system.PathsAsync())[0]);
        Assert.Equal(
            AvatarSystem.Picture(7),
            await File.ReadAllBytesAsync(Path.Combine(folder, "avatar-7.png"), TestContext.Current.CancellationToken)
        );

        var up = await MoveAsync(system, "up", $"file://{folder}/", $"s3://{system.ProductionBucket}/avatar/");
        Assert.True(up.ExitCode == 0, up.Error);
        Assert.All(
            await system.PathsAsync(),
            path => Assert.StartsWith("avatar/avatar-", path, StringComparison.Ordinal)
        );
        var head = await HeadAsync(system.Production, "avatar/avatar-7.png");
        Assert.Equal((AvatarSystem.PictureSize, "image/png"), (head.Info.Size, head.Metadata.ContentType));
    }

    [Fact]
    public async Task Objects_stream_between_buckets_of_separate_credentials_whole_or_in_parts()
    {
        await using var system = await AvatarSystem.CreateAsync(gateways, databases);
        await system.PutLegacyAsync(20);
        var large = new byte[LargeSize];
        new Random(1).NextBytes(large);
        var metadata = new ObjectMetadata
        {
            ContentType = "video/mp4",
            User = new Dictionary<string, string> { ["camera"] = "front" },
        };
        await system.Legacy.PutAsync(
            new ObjectKey("image/film.mp4"),
            large,
            metadata,
            WriteCondition.None,
            TestContext.Current.CancellationToken
        );
        await system.ExecuteAsync("INSERT INTO avatars (path) VALUES ('image/film.mp4'), ('image/avatar-3.png')");

        var run = await MoveAsync(
            system,
            "streamed",
            $"s3://{system.LegacyBucket}/image/",
            $"{{ url: s3://{system.ProductionBucket}/avatar/, profile: other }}",
            "limits: { part_threshold: 6MiB, part_size: 5MiB }"
        );

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["avatar/film.mp4", "avatar/avatar-3.png"], await system.PathsAsync());
        var head = await HeadAsync(system.Production, "avatar/film.mp4");
        Assert.Equal(
            (LargeSize, "video/mp4", "front"),
            (head.Info.Size, head.Metadata.ContentType, head.Metadata.User["camera"])
        );
        Assert.EndsWith("-3", head.Info.ETag, StringComparison.Ordinal);
        var content = new byte[LargeSize];
        await system.Production.ReadAsync(head.Info, 0, content, TestContext.Current.CancellationToken);
        Assert.True(large.AsSpan().SequenceEqual(content));
    }

    private static async Task<ObjectHead> HeadAsync(IObjectStore store, string key) =>
        (await store.HeadAsync(new ObjectKey(key), TestContext.Current.CancellationToken))!;

    private static async Task<RehomeResult> MoveAsync(
        AvatarSystem system,
        string name,
        string from,
        string to,
        string more = ""
    )
    {
        var token = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(
            Path.Combine(system.Folder, name + ".yaml"),
            $"""
            from: {from}
            to: {to}
            references:
              - database: {system.DatabaseUrl}
                column: avatars.path
            {more}
            """,
            token
        );
        var keys = system.Environment;
        var credentials = Path.Combine(system.Folder, "credentials");
        await File.WriteAllTextAsync(
            credentials,
            $"[other]\naws_access_key_id = {keys["AWS_ACCESS_KEY_ID"]}\naws_secret_access_key = {keys["AWS_SECRET_ACCESS_KEY"]}\n",
            token
        );
        keys["AWS_SHARED_CREDENTIALS_FILE"] = credentials;
        await using var process = RehomeProcess.Start(system.Folder, keys, "run", name + ".yaml", "--json");
        return await process.EndAsync();
    }
}
