using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>Mistakes in a migration file: each is told with its line, all at once, before anything is opened.</summary>
public sealed class BadFileSpecs : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    [InlineData("status")]
    public async Task Every_mistake_of_a_file_is_told_at_once_with_its_line(string verb)
    {
        var result = await RunAsync(
            verb,
            """
            frm: s3://legacy-s3/image/
            to: s3://production-s3/avatar
            rename: { match: "avatar-(", to: x }
            references:
              - database: postgres://app:hunter2@db/proddatabase
                column: [avatars, path]
                form: uri
            limits: { concurrency: many }
            source: keeep
            """
        );

        Assert.Equal(2, result.ExitCode);
        string[] mistakes =
        [
            ":1: unknown key 'frm'; did you mean 'from'?",
            ":2: 's3://production-s3/avatar' must end with a slash: 's3://production-s3/avatar/'",
            ":3: rename.match 'avatar-(' is not a regular expression",
            ":6: 'column' must be a single value, not a list",
            ":7: form 'uri' is not one of auto, key, url",
            ":8: concurrency 'many' is not a whole number from 1 to 4096",
            ":9: source 'keeep' is not one of keep, delete",
        ];
        Assert.All(
            mistakes,
            mistake => Assert.Contains("rehome: avatars.yaml" + mistake, result.Error, StringComparison.Ordinal)
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task A_variable_that_is_not_set_is_named()
    {
        var result = await RunAsync(
            "run",
            """
            from: s3://legacy-s3/image/
            to: s3://production-s3/avatar/
            references:
              - database: postgres://app:${REHOME_TEST_PASSWORD}@db/proddatabase
                column: avatars.path
            """
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            "rehome: avatars.yaml:4: the environment variable REHOME_TEST_PASSWORD is not set; export it, or write ${REHOME_TEST_PASSWORD:-default}\n",
            result.Error
        );
    }

    [Theory]
    [InlineData("postgres://app:hunter2 and more@db:many/proddatabase")]
    [InlineData("postgres:/app:hunter2@db/proddatabase")]
    [InlineData("app:hunter2@db/proddatabase")]
    [InlineData("postgres://app:hunter2@db/proddatabase?sslmod=require")]
    public async Task A_wrong_database_URL_is_refused_without_its_password(string url)
    {
        var result = await RunAsync(
            "run",
            $"""
            from: s3://legacy-s3/image/
            to: s3://production-s3/avatar/
            references:
              - database: "{url}"
                column: avatars.path
            """
        );

        Assert.True(result.ExitCode == 2, result.Error);
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_named_with_what_writes_one()
    {
        var result = await RehomeProcess.RunAsync(_folder.Root, "run", "avatras.yaml");

        Assert.Equal(
            (2, "rehome: avatras.yaml: there is no such file; 'rehome init' writes one\n"),
            (result.ExitCode, result.Error)
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    /// <summary>Runs a verb on a file, and takes the file away; whatever is left may not tell the password.</summary>
    private async Task<RehomeResult> RunAsync(string verb, string text)
    {
        await File.WriteAllTextAsync(_folder["avatars.yaml"], text, TestContext.Current.CancellationToken);
        var result = await RehomeProcess.RunAsync(_folder.Root, verb, "avatars.yaml");
        File.Delete(_folder["avatars.yaml"]);
        Manners.AssertKept(result, _folder.Root, ["hunter2"]);
        return result;
    }
}
