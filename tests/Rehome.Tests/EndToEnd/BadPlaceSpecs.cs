using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.EndToEnd;

/// <summary>Stores and databases that are not there, or do not let this user in.</summary>
public sealed class BadPlaceSpecs(GuardedSystem guarded) : IClassFixture<GuardedSystem>
{
    [Theory]
    [InlineData("check")]
    [InlineData("plan")]
    [InlineData("verify")]
    public async Task A_source_bucket_that_does_not_exist_is_named(string verb) =>
        await guarded.RefusesAsync(
            3,
            new Attempt(verb) { From = "s3://no-such-bucket/image/" },
            "NoSuchBucket",
            "s3://no-such-bucket/",
            "Check the bucket's name and the endpoint http://"
        );

    [Fact]
    public async Task A_target_bucket_that_does_not_exist_is_named() =>
        await guarded.RefusesAsync(
            3,
            new Attempt { To = "s3://no-such-bucket/avatar/" },
            "NoSuchBucket",
            "s3://no-such-bucket/"
        );

    [Fact]
    public async Task A_profile_that_does_not_exist_is_named_with_those_that_do()
    {
        var folder = guarded.NewFolder();
        var profiles = Path.Combine(folder, "credentials");
        await File.WriteAllTextAsync(
            profiles,
            "[mover]\naws_access_key_id = a\naws_secret_access_key = profile-secret\n",
            TestContext.Current.CancellationToken
        );
        var attempt = new Attempt
        {
            More = ["--profile", "muver", "--journal", Path.Combine(guarded.NewFolder(), "j.db")],
            Environment = new Dictionary<string, string>
            {
                ["AWS_SHARED_CREDENTIALS_FILE"] = profiles,
                ["AWS_CONFIG_FILE"] = profiles + "-none",
            },
        };

        await guarded.RefusesAsync(3, attempt, "there is no profile 'muver'; known are: mover");
    }

    [Fact]
    public async Task A_wrong_secret_key_is_refused_and_not_told() =>
        await guarded.RefusesAsync(
            3,
            new Attempt
            {
                Environment = new Dictionary<string, string> { ["AWS_SECRET_ACCESS_KEY"] = "wrong-secret-key" },
                Secrets = ["wrong-secret-key"],
            },
            "SignatureDoesNotMatch",
            "Check the access key, its secret and whether the session has expired"
        );

    [Fact]
    public async Task An_unknown_access_key_is_refused() =>
        await guarded.RefusesAsync(
            3,
            new Attempt { Environment = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "UNKNOWN" } },
            "InvalidAccessKeyId",
            "Check the access key"
        );

    [Fact]
    public async Task An_endpoint_where_nothing_listens_is_named() =>
        await guarded.RefusesAsync(
            3,
            new Attempt
            {
                Environment = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9" },
            },
            "http://127.0.0.1:9: nothing listens there",
            "Check the endpoint and the network"
        );

    [Fact]
    public async Task An_endpoint_that_is_no_S3_service_is_named() =>
        await guarded.RefusesAsync(
            2,
            new Attempt { More = ["--endpoint", "ftp://127.0.0.1/"] },
            "--endpoint: the endpoint is not a URL; write it like https://"
        );

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public async Task A_database_that_does_not_exist_is_named(string verb) =>
        await guarded.RefusesAsync(
            3,
            new Attempt(verb)
            {
                Database = guarded.System.DatabaseUrl.Replace("proddatabase", "prodatabase", StringComparison.Ordinal),
            },
            "\"prodatabase_",
            "does not exist (3D000); check the database's name in the URL"
        );

    [Fact]
    public async Task A_wrong_password_is_refused_and_not_told_however_it_is_written() =>
        await guarded.RefusesAsync(
            3,
            new Attempt
            {
                Database = guarded.System.DatabaseUrl.Replace(
                    "mover@",
                    "mover:${DB_PASSWORD}@",
                    StringComparison.Ordinal
                ),
                Environment = new Dictionary<string, string> { ["DB_PASSWORD"] = "wr0ng/p@ss word" },
                Secrets = ["wr0ng", "ss word", "ss%20word"],
            },
            "password authentication failed for user \"mover\" (28P01); check user and password"
        );

    [Fact]
    public async Task A_database_without_a_password_says_where_one_can_be_given() =>
        await guarded.RefusesAsync(
            3,
            new Attempt
            {
                Environment = new Dictionary<string, string> { ["PGPASSWORD"] = "", ["HOME"] = guarded.NewFolder() },
            },
            "give the password in the URL, in PGPASSWORD or in ~/.pgpass"
        );

    [Fact]
    public async Task A_server_that_is_not_there_is_named() =>
        await guarded.RefusesAsync(
            3,
            new Attempt { Database = "postgres://mover@127.0.0.1:9/proddatabase" },
            "postgres://127.0.0.1:9/proddatabase",
            "check that the server runs and that host and port are right"
        );

    [Theory]
    [InlineData("avatar.path", "has no table 'avatar' that this user can see; did you mean 'avatars'?")]
    [InlineData("avatars.pth", "the table 'avatars' has no column 'pth'; did you mean 'path'?")]
    [InlineData("other.avatars.path", "has no table 'avatars' that this user can see in the schema 'other'")]
    [InlineData("avatars.id", "is of type integer; a reference column is text, varchar, char or citext")]
    [InlineData("shown.path", "'shown' is a view; name the table that holds the rows")]
    [InlineData(
        "keyless.path",
        "the table has no primary key; set 'key:' to columns that are unique together and not null"
    )]
    public async Task A_column_that_cannot_serve_says_why_and_what_to_name_instead(string column, string says)
    {
        await guarded.System.ExecuteAsync(
            """
            CREATE OR REPLACE VIEW shown AS SELECT * FROM avatars;
            CREATE TABLE IF NOT EXISTS keyless (path VARCHAR);
            """
        );

        await guarded.RefusesAsync(3, new Attempt { Column = column }, says);
    }

    [Fact]
    public async Task A_condition_that_the_server_does_not_understand_is_repeated() =>
        await guarded.RefusesAsync(
            3,
            new Attempt { More = ["--where", "deleted IS NULL"] },
            "the condition 'where: deleted IS NULL' is not valid: column \"deleted\" does not exist"
        );

    [Fact]
    public async Task Two_keys_that_a_rename_maps_to_one_stay_where_they_are() =>
        await guarded.RefusesAsync(
            3,
            new Attempt { More = ["--rename-match", @"avatar-\d+", "--rename-to", "same"] },
            "5 objects in conflict; nothing was overwritten",
            "A conflict needs you: rename or remove one object",
            "the rename maps several objects to avatar/same.png"
        );

    [Theory]
    [InlineData("image/", "same place")]
    [InlineData("image/new/", "lies inside 'from'")]
    [InlineData("", "lies inside 'to'")]
    public async Task A_target_that_overlaps_the_source_is_refused(string prefix, string says)
    {
        var legacy = $"s3://{guarded.System.LegacyBucket}/";

        await guarded.RefusesAsync(2, new Attempt { To = legacy + prefix }, "rehome: --to: ", says);
    }

    [Fact]
    public async Task One_place_is_seen_through_an_endpoint_that_only_one_side_names() =>
        await guarded.RefusesAsync(
            2,
            new Attempt
            {
                To = $"s3://{guarded.System.LegacyBucket}/image/",
                More =
                [
                    "--to-endpoint",
                    guarded
                        .System.Environment["AWS_ENDPOINT_URL"]
                        .Replace("127.0.0.1", "localhost", StringComparison.Ordinal),
                ],
            },
            "same place"
        );

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named() =>
        await guarded.RefusesAsync(
            3,
            new Attempt { From = "file:///srv/no-such-folder/", Database = "" },
            "/srv/no-such-folder"
        );
}
