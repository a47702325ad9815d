using System.Text.Json;
using Rehome.App;
using Rehome.App.Commands;
using Rehome.App.MigrationFiles;
using Rehome.App.Runs;
using Rehome.Journaling;
using Rehome.Phases;
using Rehome.References;
using Rehome.Stores;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class CommandLineSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehome-");
    private readonly Dictionary<string, string> _environment = [];
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Without_a_verb_the_help_lists_all_of_them()
    {
        Assert.Equal(0, await RunAsync());

        foreach (
            var verb in new[]
            {
                "demo",
                "init",
                "check",
                "plan",
                "run",
                "copy",
                "switch",
                "retire",
                "status",
                "verify",
                "rollback",
                "failures",
                "seed",
            }
        )
        {
            Assert.Contains($"\n  {verb} ", _output.ToString());
        }
        Assert.Empty(_error.ToString());
    }

    [Theory]
    [InlineData("plan", "--from <url>")]
    [InlineData("verify", "--deep")]
    [InlineData("failures", "--retry")]
    [InlineData("demo", "--folder <path>")]
    public async Task The_help_of_a_verb_shows_its_options_and_examples(string verb, string option)
    {
        Assert.Equal(0, await RunAsync(verb, "--help"));

        Assert.Contains(option, _output.ToString());
        Assert.Contains($"Examples:\n  rehome {verb}", _output.ToString());
    }

    [Theory]
    [InlineData("unknown verb 'plna'; did you mean 'plan'?", "plna")]
    [InlineData("unknown option '--fro'; did you mean '--from'?", "plan", "--fro", "s3://a/")]
    [InlineData("unknown option '--fro'; did you mean '--from'?", "plan", "--fro")]
    [InlineData("unknown argument 'two.yaml'", "plan", "one.yaml", "two.yaml")]
    [InlineData("none.yaml: there is no such file; 'rehome init' writes one", "plan", "none.yaml")]
    [InlineData("no migration is named: give a file, or --from and --to", "plan")]
    [InlineData("--to: 's3://b/x' must end with a slash", "plan", "--from", "s3://a/", "--to", "s3://b/x")]
    [InlineData("--hosts: 'x' is not a pair", "plan", "--from", "s3://a/", "--to", "s3://b/", "--hosts", "x")]
    [InlineData(
        "--database: the environment variable NOT_SET is not set",
        "plan",
        "--from",
        "s3://a/",
        "--to",
        "s3://b/",
        "--database",
        "postgres://u:${NOT_SET}@h/d"
    )]
    [InlineData(
        "references: databases of the kind 'mongodb' are not built yet; possible: postgres",
        "check",
        "--from",
        "file:///tmp/a/",
        "--to",
        "file:///tmp/b/",
        "--database",
        "mongodb://h/d",
        "--column",
        "a.b"
    )]
    public async Task Wrong_usage_ends_with_exit_code_2_and_says_what_was_meant(string message, params string[] words)
    {
        Assert.Equal(2, await RunAsync(words));

        Assert.Contains("rehome: " + message, _error.ToString());
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task With_json_an_error_is_the_last_line_of_standard_output()
    {
        Assert.Equal(2, await RunAsync("plan", "none.yaml", "--json"));

        var error = JsonDocument.Parse(_output.ToString()).RootElement;
        Assert.Equal(2, error.GetProperty("exit_code").GetInt32());
        Assert.Contains("there is no such file", error.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Flags_say_a_migration_without_a_file()
    {
        _environment["DB_PASSWORD"] = "secret";

        await RunAsync(
            "init",
            "m.yaml",
            "--from",
            "s3://old/image/",
            "--to",
            "s3://new/avatar/",
            "--endpoint",
            "http://localhost:9",
            "--to-endpoint",
            "http://other:9",
            "--database",
            "postgres://app:${DB_PASSWORD}@db/app",
            "--column",
            "avatars.path",
            "--column",
            "users.photo",
            "--hosts",
            "cdn.old=cdn.new",
            "--where",
            "id > 7",
            "--include",
            "*.png",
            "--delete-source",
            "--grace",
            "24h",
            "--concurrency",
            "7",
            "--name",
            "mine"
        );

        var migration = Load("m.yaml");
        Assert.Equal("mine", migration.Name);
        Assert.Equal(("http://localhost:9", "http://other:9"), (migration.From.Endpoint, migration.To.Endpoint));
        Assert.Equal(
            ["avatars.path", "users.photo"],
            migration.References.Select(reference => reference.Column.ToString())
        );
        Assert.All(
            migration.References,
            reference => Assert.Equal("postgres://app:secret@db/app", reference.Database.Secret)
        );
        Assert.All(migration.References, reference => Assert.Equal("cdn.new", reference.Hosts["cdn.old"]));
        Assert.Equal((TimeSpan.FromHours(24), 7), (migration.Grace, migration.Limits.Concurrency));
        Assert.False(migration.Filter.Matches("a.jpg"));
    }

    [Fact]
    public async Task A_file_from_init_keeps_variables_and_never_a_value()
    {
        _environment["DB_PASSWORD"] = "hunter2";

        Assert.Equal(
            0,
            await RunAsync(
                "init",
                "--from",
                "s3://old/",
                "--to",
                "s3://new/",
                "--database",
                "postgres://app:${DB_PASSWORD}@db/app",
                "--column",
                "a.b"
            )
        );

        var text = File.ReadAllText(Path.Combine(_folder.FullName, "rehome.yaml"));
        Assert.Contains("database: postgres://app:${DB_PASSWORD}@db/app", text);
        Assert.DoesNotContain("hunter2", text + _output + _error);
        Assert.Equal("rehome.yaml\n", _output.ToString());
    }

    [Fact]
    public async Task Init_writes_over_nothing_unless_told_to()
    {
        await RunAsync("init", "--from", "s3://old/", "--to", "s3://new/");

        Assert.Equal(2, await RunAsync("init", "--from", "s3://other/", "--to", "s3://new/"));
        Assert.Equal("s3://old/", Load("rehome.yaml").From.Location.ToString());
        Assert.Equal(0, await RunAsync("init", "--from", "s3://other/", "--to", "s3://new/", "--force"));
        Assert.Equal("s3://other/", Load("rehome.yaml").From.Location.ToString());
    }

    [Fact]
    public async Task Init_refuses_values_that_no_other_verb_would_take()
    {
        Assert.Equal(2, await RunAsync("init", "--from", "s3://old/", "--to", "s3://old/x/", "--grace", "soon"));

        Assert.Contains("'soon' is not a duration", _error.ToString());
        Assert.Contains("lies inside 'from'", _error.ToString());
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "rehome.yaml")));
    }

    [Fact]
    public async Task Init_asks_where_someone_can_answer()
    {
        var code = await AnswerAsync("s3://old/x/\n\ns3://new/x/\n\nsqlite:photos.db\nphotos.path\n", "init");

        Assert.Equal(0, code);
        var migration = Load("rehome.yaml");
        Assert.Equal(
            ("s3://old/x/", "s3://new/x/"),
            (migration.From.Location.ToString(), migration.To.Location.ToString())
        );
        Assert.Equal("photos.path", Assert.Single(migration.References).Column.ToString());
    }

    [Fact]
    public async Task A_password_on_the_command_line_is_warned_about_and_not_repeated()
    {
        await RunAsync("plan", "--from", "s3://a/", "--to", "s3://b/", "--database", "postgres://u:hunter2@h/d");

        Assert.Contains("warning: the password in --database shows in the process list", _error.ToString());
        Assert.DoesNotContain("hunter2", _output.ToString() + _error);
    }

    [Fact]
    public async Task Rehome_yaml_is_found_by_itself()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "rehome.yaml"), "from: s3://a/\nto: s3://a/");

        Assert.Equal(2, await RunAsync("plan"));

        Assert.Contains("using rehome.yaml of this folder", _error.ToString());
        Assert.Contains("rehome.yaml:2: 'from' and 'to' are the same place", _error.ToString());
    }

    [Fact]
    public async Task The_status_of_what_was_never_run_says_so()
    {
        Assert.Equal(
            3,
            await RunAsync(
                "status",
                "--from",
                "file:///tmp/a/",
                "--to",
                "file:///tmp/b/",
                "--database",
                "postgres://u:${NOT_SET}@h/d",
                "--column",
                "a.b"
            )
        );

        Assert.Contains("has not been planned or run from here", _error.ToString());
    }

    [Fact]
    public async Task The_same_bucket_is_known_though_the_environment_names_its_endpoint()
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_S3", "http://s3.example.org:9000");
        try
        {
            Assert.Equal(
                2,
                await RunAsync(
                    "check",
                    "--from",
                    "s3://b/x/",
                    "--to",
                    "s3://b/x/y/",
                    "--from-endpoint",
                    "http://s3.example.org:9000",
                    "--region",
                    "eu-1"
                )
            );
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_S3", null);
        }

        Assert.Contains("rehome: 'to' (s3://b/x/y/) lies inside 'from'", _error.ToString());
    }

    [Fact]
    public async Task A_flag_for_both_sides_passes_a_folder_by()
    {
        await RunAsync("init", "--from", "file:///tmp/a/", "--to", "s3://b/x/", "--region", "eu-1");

        var migration = Load("rehome.yaml");
        Assert.Equal(("", "eu-1"), (migration.From.Region, migration.To.Region));
    }

    [Fact]
    public void Every_error_has_one_exit_code()
    {
        Assert.Equal(2, ExitCode.Of(new MigrationFaultException([])));
        Assert.Equal(3, ExitCode.Of(new PreflightException("")));
        Assert.Equal(3, ExitCode.Of(new JournalException(JournalFailure.Busy, "")));
        Assert.Equal(3, ExitCode.Of(new StoreException(StoreFailure.NoContainer, "")));
        Assert.Equal(3, ExitCode.Of(new StoreException(StoreFailure.Denied, "")));
        Assert.Equal(1, ExitCode.Of(new StoreException(StoreFailure.Unavailable, "")));
        Assert.Equal(3, ExitCode.Of(new ReferenceException(ReferenceFailure.BadCredentials, "")));
        Assert.Equal(1, ExitCode.Of(new ReferenceException(ReferenceFailure.Unavailable, "")));
        Assert.Equal(3, ExitCode.Of(new RehomingException("")));
        Assert.Equal(130, ExitCode.Of(new OperationCanceledException()));
        Assert.Equal(1, ExitCode.Of(new InvalidOperationException()));
    }

    private Task<int> RunAsync(params string[] words) => AnswerAsync("", words);

    private Task<int> AnswerAsync(string answers, params string[] words)
    {
        var surroundings = new Surroundings(
            Surroundings.Open(_output, isRedirected: true),
            Surroundings.Open(_error, isRedirected: true),
            new StringReader(answers),
            answers.Length > 0,
            answers.Length > 0,
            _environment.GetValueOrDefault,
            _folder.FullName,
            TimeProvider.System
        );
        return CommandLine.RunAsync(words, surroundings);
    }

    private Migrations.Migration Load(string file)
    {
        var faults = new FaultList();
        return MigrationBuilder.Build(
            MigrationFile.Load(_folder.FullName, file, faults, _environment.GetValueOrDefault),
            "test",
            faults
        );
    }
}
