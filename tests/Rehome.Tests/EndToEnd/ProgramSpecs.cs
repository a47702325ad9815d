using Microsoft.Data.Sqlite;
using Rehome.Adapters.Sqlite;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>The program as a process: signals, streams, exit codes and its files.</summary>
public sealed class ProgramSpecs : IDisposable
{
    private const string Migration = """
        from: file://FOLDER/old/
        to: file://FOLDER/new/
        references:
          - database: sqlite:app.db
            column: docs.path
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("rehome-").FullName;

    public ProgramSpecs()
    {
        File.WriteAllText(
            Path.Combine(_folder, "docs.yaml"),
            Migration.Replace("FOLDER", _folder, StringComparison.Ordinal)
        );
        Directory.CreateDirectory(Path.Combine(_folder, "old"));
        Directory.CreateDirectory(Path.Combine(_folder, "new"));
        Ask("CREATE TABLE docs (id INTEGER PRIMARY KEY, path TEXT, note TEXT NOT NULL DEFAULT '')");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Samples_are_made_moved_and_retired()
    {
        var seed = await RunAsync("seed", "docs.yaml", "--count", "120", "--json");
        var run = await RunAsync("run", "docs.yaml", "--delete-source", "--json");
        var verify = await RunAsync("verify", "docs.yaml", "--json");

        Assert.Equal((0, 120L), (seed.ExitCode, seed.Summary.GetProperty("rows").GetInt64()));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(120, run.Summary.GetProperty("objects").GetProperty("retired").GetInt64());
        Assert.Equal(120, run.Summary.GetProperty("references").GetProperty("switched").GetInt64());
        Assert.Equal(0, verify.ExitCode);
        Assert.Equal(
            $"120|file://{_folder}/new/sample-0000001.txt",
            Ask("SELECT count(*) || '|' || min(path) FROM docs")
        );
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "old"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_source_that_holds_objects_is_not_filled_by_accident()
    {
        await RunAsync("seed", "docs.yaml", "--count", "3");

        var again = await RunAsync("seed", "docs.yaml", "--count", "3");

        Assert.Equal(3, again.ExitCode);
        Assert.Contains("holds objects already", again.Error);
        Assert.Equal("3", Ask("SELECT count(*) FROM docs"));
    }

    [Fact]
    public async Task Ctrl_C_stops_a_run_that_the_same_command_finishes()
    {
        await RunAsync("seed", "docs.yaml", "--count", "5000", "--size", "100");
        await using (
            var run = RehomeProcess.Start(_folder, new Dictionary<string, string>(), "run", "docs.yaml", "--json", "-v")
        )
        {
            await run.SaysAsync("sample-0000100");
            run.Interrupt();
            var stopped = await run.EndAsync();

            Assert.Equal(130, stopped.ExitCode);
            Assert.Contains("finishing what is in flight; press Ctrl-C again to stop at once", stopped.Error);
            Assert.Contains(
                "'rehome run docs.yaml' goes on where it stopped",
                stopped.Summary.GetProperty("error").GetString()
            );
        }

        var again = await RunAsync("run", "docs.yaml", "--json");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal("5000", Ask("SELECT count(*) FROM docs WHERE path LIKE '%/new/%'"));
    }

    [Fact]
    public async Task A_migration_that_runs_cannot_be_started_twice_but_looked_at()
    {
        await RunAsync("seed", "docs.yaml", "--count", "5000", "--size", "100");
        await using var run = RehomeProcess.Start(_folder, new Dictionary<string, string>(), "run", "docs.yaml", "-v");
        await run.SaysAsync("sample-0000100");

        var second = await RunAsync("run", "docs.yaml");
        var status = await RunAsync("status", "docs.yaml", "--json");
        run.Terminate();
        var stopped = await run.EndAsync();

        Assert.Equal(3, second.ExitCode);
        Assert.Contains("is being run by process", second.Error);
        Assert.Equal("copying", status.Summary.GetProperty("phase").GetString());
        Assert.Equal(130, stopped.ExitCode);
    }

    [Fact]
    public async Task A_changed_migration_goes_on_only_when_someone_agrees()
    {
        await RunAsync("seed", "docs.yaml", "--count", "3");
        await RunAsync("plan", "docs.yaml");

        var refused = await RunAsync("run", "docs.yaml", "--exclude", "*2.txt", "--json");
        var agreed = await RunAsync("run", "docs.yaml", "--exclude", "*2.txt", "--json", "--yes");

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains(
            "the migration has changed since its journal",
            refused.Summary.GetProperty("error").GetString()
        );
        Assert.Equal(0, agreed.ExitCode);
        Assert.Equal(2, agreed.Summary.GetProperty("references").GetProperty("switched").GetInt64());
    }

    [Fact]
    public async Task Each_run_leaves_a_log_file_and_says_where()
    {
        await RunAsync("seed", "docs.yaml", "--count", "3");

        var plan = await RunAsync("plan", "docs.yaml", "-v");

        var file = plan.Error.Split('\n').First(line => line.StartsWith("log: ", StringComparison.Ordinal))[
            "log: ".Length..
        ];
        Assert.StartsWith(".rehome/logs/docs-", file);
        var log = await File.ReadAllTextAsync(Path.Combine(_folder, file), TestContext.Current.CancellationToken);
        Assert.Contains("INF begins: list", log);
        Assert.Contains("INF plan ended: {\"migration\":\"docs\"", log);
        Assert.DoesNotContain("begins: list", plan.Error);
    }

    [Fact]
    public async Task A_table_that_is_missing_stops_the_run_before_it_begins()
    {
        await RunAsync("seed", "docs.yaml", "--count", "3");

        var run = await RunAsync("run", "docs.yaml", "--column", "dogs.path", "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("has no table 'dogs'; did you mean 'docs'?", run.Summary.GetProperty("error").GetString());
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "new")));
    }

    [Fact]
    public async Task What_to_do_next_names_the_file_and_reminds_of_the_options()
    {
        await RunAsync("seed", "docs.yaml", "--count", "3");

        var file = await RunAsync("plan", "docs.yaml");
        var options = await RunAsync("plan", "docs.yaml", "--name", "other");

        Assert.Contains("Nothing was changed. Next: 'rehome run docs.yaml'.", file.Output);
        Assert.Contains("Nothing was changed. Next: 'rehome run docs.yaml <the same options>'.", options.Output);
    }

    [Fact]
    public async Task A_folder_that_is_missing_fails_the_preflight_with_advice()
    {
        Directory.Delete(Path.Combine(_folder, "new"));

        var check = await RunAsync("check", "docs.yaml", "--json");
        var run = await RunAsync("run", "docs.yaml");

        Assert.Equal((3, 3), (check.ExitCode, check.Summary.GetProperty("exit_code").GetInt32()));
        Assert.Equal(1, check.Summary.GetProperty("failed").GetInt32());
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("does not exist; make it with: mkdir -p", run.Error);
        Assert.Contains("'rehome check docs.yaml' shows all of them", run.Error);
    }

    [Fact]
    public async Task Results_go_to_standard_output_and_everything_else_to_standard_error()
    {
        await RunAsync("seed", "docs.yaml", "--count", "3");

        var run = await RunAsync("run", "docs.yaml", "--json");

        Assert.StartsWith(
            "{\"migration\":\"docs\",\"phase\":\"done\",\"exit_code\":0,\"objects\":{\"listed\":3,\"bytes\":3072,\"copied\":3,\"present\":0,",
            run.Output
        );
        Assert.Equal(1, run.Output.Count(letter => letter == '\n'));
        Assert.Contains("switch references: 3 rows in ", run.Error);
    }

    private Task<RehomeResult> RunAsync(params string[] words) => RehomeProcess.RunAsync(_folder, words);

    private string Ask(string sql)
    {
        using var connection = SqliteLibrary.Open(
            Path.Combine(_folder, "app.db"),
            SqliteOpenMode.ReadWriteCreate,
            TimeSpan.FromSeconds(5)
        );
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return $"{command.ExecuteScalar()}";
    }
}
