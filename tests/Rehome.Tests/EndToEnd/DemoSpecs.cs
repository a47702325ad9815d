using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

public sealed class DemoSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rehome-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_demo_migrates_its_photos_and_explains_its_problems()
    {
        var demo = await RehomeProcess.RunAsync(_folder, "demo");

        Assert.True(demo.ExitCode == 0, demo.Error);
        Assert.Contains("199 pictures copied, each proven equal", demo.Output);
        Assert.Contains("is    https://photos.example.org/2019/caf%C3%A9%20%2B%20cr%C3%A8me", demo.Output);
        Assert.Contains("stays https://old.example.org/2017/kyoto-station.png", demo.Output);
        Assert.Contains("exit code 3: a conflict needs a decision", demo.Output);
        Assert.Equal(
            201,
            Directory.GetFiles(Path.Combine(_folder, "rehome-demo", "new"), "*", SearchOption.AllDirectories).Length
        );
    }

    [Fact]
    public async Task The_commands_that_the_demo_recommends_work()
    {
        await RehomeProcess.RunAsync(_folder, "demo");

        var status = await RehomeProcess.RunAsync(_folder, "status", "rehome-demo/migration.yaml", "--json");
        var failures = await RehomeProcess.RunAsync(_folder, "failures", "rehome-demo/migration.yaml");
        var verify = await RehomeProcess.RunAsync(_folder, "verify", "rehome-demo/migration.yaml", "--json");
        var rollback = await RehomeProcess.RunAsync(_folder, "rollback", "rehome-demo/migration.yaml", "--json");
        var again = await RehomeProcess.RunAsync(_folder, "run", "rehome-demo/migration.yaml", "--json");

        Assert.Equal((3, 3), (status.ExitCode, status.Summary.GetProperty("exit_code").GetInt32()));
        Assert.Equal("done", status.Summary.GetProperty("phase").GetString());
        Assert.Equal(199, status.Summary.GetProperty("objects").GetProperty("copied").GetInt64());
        Assert.Equal(
            ["conflict", "dangling", "waiting"],
            failures.Output.TrimEnd().Split('\n').Select(line => line.Split(':')[0]).Order()
        );
        Assert.Equal(5, verify.ExitCode);
        Assert.Equal(199, rollback.Summary.GetProperty("references").GetProperty("rolled_back").GetInt64());
        Assert.Equal(
            (3, 199L),
            (again.ExitCode, again.Summary.GetProperty("references").GetProperty("switched").GetInt64())
        );
    }

    [Fact]
    public async Task A_conflict_that_is_resolved_lets_its_row_go()
    {
        await RehomeProcess.RunAsync(_folder, "demo");
        File.Delete(Path.Combine(_folder, "rehome-demo", "new", "2017", "kyoto-station.png"));

        var run = await RehomeProcess.RunAsync(_folder, "run", "rehome-demo/migration.yaml", "--json");

        Assert.Equal(4, run.ExitCode);
        Assert.Equal(0, run.Summary.GetProperty("objects").GetProperty("conflicts").GetInt64());
        Assert.Equal(200, run.Summary.GetProperty("references").GetProperty("switched").GetInt64());
        Assert.Equal(1, run.Summary.GetProperty("references").GetProperty("dangling").GetInt64());
    }

    [Fact]
    public async Task The_demo_can_be_shown_again_and_its_pictures_are_always_the_same()
    {
        await RehomeProcess.RunAsync(_folder, "demo");
        var picture = Path.Combine(_folder, "rehome-demo", "old", "2015", "oslo-harbour.png");
        var first = await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken);

        var again = await RehomeProcess.RunAsync(_folder, "demo");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(first, await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_demo_touches_no_folder_that_holds_something_else()
    {
        var mine = Directory.CreateDirectory(Path.Combine(_folder, "mine"));
        await File.WriteAllTextAsync(
            Path.Combine(mine.FullName, "thesis.txt"),
            "years of work",
            TestContext.Current.CancellationToken
        );

        var demo = await RehomeProcess.RunAsync(_folder, "demo", "--folder", "mine");

        Assert.Equal(2, demo.ExitCode);
        Assert.Contains("mine: the folder holds something that is no demo", demo.Error);
        Assert.Equal(["thesis.txt"], mine.EnumerateFileSystemInfos().Select(entry => entry.Name));
    }
}
