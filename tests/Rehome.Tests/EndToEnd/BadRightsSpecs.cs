using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>Users without a right that a run needs: the preflight finds out, and nothing is begun.</summary>
public sealed class BadRightsSpecs(GuardedSystem guarded) : IClassFixture<GuardedSystem>, IAsyncLifetime
{
    private AvatarSystem System => guarded.System;

    public async ValueTask InitializeAsync()
    {
        await System.AllowAsync(deletes: true, puts: true);
        await System.ExecuteAsync("GRANT SELECT, UPDATE ON avatars TO mover");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task Without_the_right_to_write_at_the_target_nothing_begins(string verb)
    {
        await System.AllowAsync(deletes: true, puts: false);

        await guarded.RefusesAsync(
            3,
            new Attempt(verb),
            "write objects",
            $"s3:PutObject on arn:aws:s3:::{System.ProductionBucket}/avatar/*"
        );
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task Without_the_right_to_read_the_source_nothing_begins(string verb)
    {
        await System.AllowAsync(System.LegacyBucket, ["s3:ListBucket"], []);

        await guarded.RefusesAsync(
            3,
            new Attempt(verb),
            "read objects",
            $"s3:GetObject on arn:aws:s3:::{System.LegacyBucket}/image/*"
        );
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task Without_the_right_to_list_nothing_begins(string verb)
    {
        await System.AllowAsync(System.LegacyBucket, [], ["s3:GetObject", "s3:DeleteObject"]);

        await guarded.RefusesAsync(
            3,
            new Attempt(verb),
            "list objects",
            $"s3:ListBucket on arn:aws:s3:::{System.LegacyBucket}"
        );
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    [InlineData("retire")]
    public async Task Without_the_right_to_delete_nothing_begins_that_deletes(string verb)
    {
        await System.AllowAsync(System.LegacyBucket, ["s3:ListBucket", "s3:GetBucketVersioning"], ["s3:GetObject"]);

        await guarded.RefusesAsync(
            3,
            new Attempt(verb) { More = ["--delete-source"] },
            "delete objects",
            $"s3:DeleteObject on arn:aws:s3:::{System.LegacyBucket}/image/*"
        );
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task Without_the_right_to_update_nothing_begins(string verb)
    {
        await System.ExecuteAsync("REVOKE UPDATE ON avatars FROM mover");

        await guarded.RefusesAsync(
            3,
            new Attempt(verb),
            "update the column",
            "GRANT UPDATE (path) ON avatars TO mover;"
        );
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    [InlineData("plan")]
    public async Task Without_the_right_to_read_the_rows_nothing_begins(string verb)
    {
        await System.ExecuteAsync("REVOKE SELECT ON avatars FROM mover");

        await guarded.RefusesAsync(
            3,
            new Attempt(verb),
            "read key and value",
            "GRANT SELECT (id, path) ON avatars TO mover;"
        );
    }
}
