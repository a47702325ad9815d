using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Phases;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class LargeObjectSpecs
{
    private static readonly ObjectMetadata s_metadata = new()
    {
        ContentType = "video/mp4",
        CacheControl = "max-age=1",
        User = new Dictionary<string, string> { ["camera"] = "front" },
        Tags = new Dictionary<string, string> { ["team"] = "media" },
    };

    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 0)]
    [InlineData(101, 4)]
    [InlineData(1000, 32)]
    public async Task An_object_above_the_limit_is_copied_in_parts_with_all_that_it_carries(int size, int parts)
    {
        await using var world = MakeWorld(size);

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 1, 1), (summary.Outcome, summary.Objects.Copied, summary.References.Switched));
        AssertWhole(world, size);
        Assert.Equal(parts, world.Target.Calls.GetValueOrDefault("CopyPart"));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(1000, 32)]
    public async Task An_object_above_the_limit_is_streamed_in_parts_between_stores(int size, int parts)
    {
        await using var world = MakeWorld(size, otherCloud: true);

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 1), (summary.Outcome, summary.Objects.Copied));
        AssertWhole(world, size);
        Assert.Equal(parts, world.Target.Calls.GetValueOrDefault("UploadPart"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_that_was_cut_off_shows_nothing_and_the_next_run_copies_the_object(bool otherCloud)
    {
        await using var world = MakeWorld(1000, otherCloud);
        var parts = 0;
        world.Target.Before = (operation, _) =>
            operation is "CopyPart" or "UploadPart" && Interlocked.Increment(ref parts) > 5
                ? throw new StoreException(StoreFailure.Refused, "cut off")
                : ValueTask.CompletedTask;
        var first = await world.RunAsync();
        Assert.Equal(1, first.Objects.Failed);
        Assert.Empty(world.Target.Keys);
        Assert.Equal(0, world.Target.OpenUploads);
        Assert.Equal("image/film.mp4", world.Column.Rows[0].Value);

        world.Target.Before = null;
        var second = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 1), (second.Outcome, second.Objects.Copied));
        AssertWhole(world, 1000);
    }

    [Fact]
    public async Task A_source_that_changes_between_two_parts_never_becomes_a_mixture()
    {
        await using var world = MakeWorld(1000, otherCloud: true);
        var changed = false;
        var oneAtATime = new Lock();
        world.Target.Before = (operation, _) =>
        {
            // No part is written before the change, and at most eight were read: the others meet the new version.
            lock (oneAtATime)
            {
                if (operation == "UploadPart" && !changed)
                {
                    world.Source.Add("image/film.mp4", [.. Content(1000).Reverse()], s_metadata);
                    changed = true;
                }
            }
            return ValueTask.CompletedTask;
        };

        await world.RunAsync();

        Assert.Equal([.. Content(1000).Reverse()], world.Target.Find("avatar/film.mp4")!.Content);
        Assert.Equal(0, world.Target.OpenUploads);
    }

    [Fact]
    public async Task A_lost_answer_to_the_end_of_an_upload_is_no_failure()
    {
        await using var world = MakeWorld(1000);
        var losses = 1;
        world.Target.After = (operation, _) =>
            operation == "CompleteUpload" && losses-- > 0
                ? throw new StoreException(StoreFailure.Unavailable, "the answer was lost")
                : ValueTask.CompletedTask;

        var summary = await world.RunAsync();

        Assert.Equal((Outcome.Clean, 0, 0), (summary.Outcome, summary.Objects.Failed, summary.Objects.Conflicts));
        Assert.Single(await world.ObjectsAsync(ObjectState.Copied, ObjectState.Present));
    }

    private static World MakeWorld(int size, bool otherCloud = false)
    {
        var world = new World(otherCloud: otherCloud, rows: ("1", "image/film.mp4"));
        world.Source.Add("image/film.mp4", Content(size), s_metadata);
        world.Migration = world.Migration with
        {
            Limits = new Limits
            {
                Concurrency = 4,
                PartThreshold = 100,
                PartSize = 32,
                Tries = 3,
            },
        };
        return world;
    }

    private static void AssertWhole(World world, int size)
    {
        var copy = world.Target.Find("avatar/film.mp4")!;
        Assert.Equal(Content(size), copy.Content);
        Assert.Equal(("video/mp4", "max-age=1"), (copy.Metadata.ContentType, copy.Metadata.CacheControl));
        Assert.Equal(("front", "media"), (copy.Metadata.User["camera"], copy.Metadata.Tags["team"]));
    }

    private static byte[] Content(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * 7))];
}
