using System.Text.RegularExpressions;
using Rehome.Locations;
using Rehome.Stores;
using Xunit;

namespace Rehome.Tests.Infra;

/// <summary>A system with five avatars that the tests of a class share, because none of them may change it.</summary>
public sealed partial class GuardedSystem(RadosGatewayFixture gateways, PostgreSqlFixture databases) : IAsyncLifetime
{
    private int _folders;

    /// <summary>The system.</summary>
    internal AvatarSystem System { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        System = await AvatarSystem.CreateAsync(gateways, databases);
        await System.PutLegacyAsync(5);
        await System.ExecuteAsync(
            "INSERT INTO avatars (path) SELECT 'image/avatar-' || i || '.png' FROM generate_series(0, 4) AS i"
        );
    }

    /// <summary>An empty folder, so that no journal of another test is found.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(System.Folder, $"{++_folders}")).FullName;

    /// <summary>Makes an attempt that must fail: asserts its exit code, what it says, and that it changed nothing and told no secret.</summary>
    internal Task<RehomeResult> RefusesAsync(int exitCode, Attempt attempt, params string[] says) =>
        RefusesAsync(exitCode, NewFolder(), attempt, says);

    /// <summary>As the other, in a folder that holds something already.</summary>
    internal async Task<RehomeResult> RefusesAsync(int exitCode, string folder, Attempt attempt, params string[] says)
    {
        var before = await LookAsync();

        var result = await DoAsync(folder, attempt);

        Assert.True(
            result.ExitCode == exitCode,
            $"exit code {result.ExitCode}, not {exitCode}:\n{result.Output}\n{result.Error}"
        );
        // A table wraps its cells.
        var said = Spaces().Replace(result.Error + result.Output, " ");
        Assert.All(says, text => Assert.Contains(text, said, StringComparison.Ordinal));
        Assert.Equal(before, await LookAsync());
        return result;
    }

    /// <summary>Makes an attempt, which may not show a stack or tell a secret.</summary>
    internal async Task<RehomeResult> DoAsync(string folder, Attempt attempt)
    {
        await using var process = Start(folder, attempt);
        var result = await process.EndAsync();
        Manners.AssertKept(
            result,
            folder,
            [System.DatabasePassword, System.Environment["AWS_SECRET_ACCESS_KEY"], .. attempt.Secrets]
        );
        return result;
    }

    /// <summary>Begins an attempt.</summary>
    internal RehomeProcess Start(string folder, Attempt attempt)
    {
        var environment = System.Environment;
        attempt.Environment.ToList().ForEach(variable => environment[variable.Key] = variable.Value);
        return RehomeProcess.Start(folder, environment, attempt.Words(System));
    }

    /// <summary>Every row with the number of the transaction that wrote it, and every object of both buckets.</summary>
    internal async Task<IReadOnlyList<string>> LookAsync() =>
        [
            .. await System.QueryAsync<string>("SELECT concat_ws(' ', id, path, xmin) FROM avatars ORDER BY id"),
            .. await ObjectsAsync(System.Legacy),
            .. await ObjectsAsync(System.Production),
        ];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => System?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<IEnumerable<string>> ObjectsAsync(IObjectStore store)
    {
        var page = await store.ListAsync("", ObjectKey.Start, TestContext.Current.CancellationToken);
        return page.Objects.Select(info => $"{store.Location}: {info}");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
