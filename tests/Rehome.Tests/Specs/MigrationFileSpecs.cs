using Rehome.App.MigrationFiles;
using Rehome.Locations;
using Rehome.Migrations;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class MigrationFileSpecs
{
    private const string Smallest = """
        from: s3://legacy-s3/image/
        to: s3://production-s3/avatar/
        references:
          - database: postgres://app:${DB_PASSWORD}@db.internal/proddatabase
            column: avatars.path
        """;

    [Fact]
    public void The_smallest_file_has_every_default()
    {
        var migration = Read(Smallest, ("DB_PASSWORD", "secret"));

        Assert.Equal("avatars", migration.Name);
        Assert.Equal("s3://legacy-s3/image/", migration.From.Location.ToString());
        Assert.Equal("s3://production-s3/avatar/", migration.To.Location.ToString());
        Assert.Equal(new ObjectKey("avatar/a.png"), migration.Keys.Map(new ObjectKey("image/a.png")));
        Assert.Equal(SourcePolicy.Keep, migration.Source);
        Assert.Equal(new Limits(), migration.Limits);
        var reference = Assert.Single(migration.References);
        Assert.Equal("postgres://app:secret@db.internal/proddatabase", reference.Database.Secret);
        Assert.Equal("avatars.path", reference.Column.ToString());
        Assert.Equal(ReferenceForm.Auto, reference.Form);
    }

    [Fact]
    public void A_file_can_say_everything()
    {
        var migration = Read(
            """
            name: my-avatars
            from: { url: "s3://legacy/image/", endpoint: "http://localhost:9000/", region: eu-1, profile: old, role: "arn:x", addressing: path }
            to: { url: "s3://new/avatar/" }
            include: ["**.png", "big/*"]
            exclude: "tmp/**"
            rename: { match: "^(.*)-([0-9]+)", to: "$2-${1}" }
            objects: referenced
            references:
              - database: sqlite:photos.db
                column: main.photos.path
                key: [album, number]
                form: url
                hosts: { old.example.org: new.example.org }
                where: "deleted_at IS NULL"
              - { database: "sqlite:photos.db", column: photos.thumb, key: id }
            conflict: report
            source: delete
            grace: 24h
            verify: strict
            limits: { concurrency: auto, batch_rows: 500, rows_per_second: 1000, part_threshold: 64MB, part_size: 8MiB, buffer: 128MiB, tries: 3 }
            """
        );

        Assert.Equal("my-avatars", migration.Name);
        Assert.Equal(
            new StoreSettings(Location.Parse("s3://legacy/image/"))
            {
                Endpoint = "http://localhost:9000",
                Region = "eu-1",
                Profile = "old",
                Role = "arn:x",
                Addressing = Addressing.Path,
            },
            migration.From
        );
        Assert.True(migration.Filter.Matches("big/7"));
        Assert.False(migration.Filter.Matches("tmp/a.png"));
        Assert.Equal(new ObjectKey("avatar/12-a.png"), migration.Keys.Map(new ObjectKey("image/a-12.png")));
        Assert.Equal(
            (ObjectScope.Referenced, SourcePolicy.Delete, VerifyLevel.Strict),
            (migration.Objects, migration.Source, migration.Verify)
        );
        Assert.Equal(TimeSpan.FromHours(24), migration.Grace);
        Assert.Equal(
            new Limits
            {
                BatchRows = 500,
                RowsPerSecond = 1000,
                PartThreshold = 64_000_000,
                PartSize = 8 << 20,
                BufferBytes = 128 << 20,
                Tries = 3,
            },
            migration.Limits
        );
        Assert.Equal(["album", "number"], migration.References[0].Key);
        Assert.Equal(["id"], migration.References[1].Key);
        Assert.Equal("new.example.org", migration.References[0].Hosts["old.example.org"]);
        Assert.Equal("deleted_at IS NULL", migration.References[0].Where);
    }

    [Fact]
    public void All_faults_are_reported_together_each_with_its_line()
    {
        var faults = Faults(
            """
            form: s3://legacy/image/
            to: s3://new/avatar
            grace: soon
            references:
              - database: postgres://app:${NOT_SET}@db/app
                colum: avatars.path
                form: json
              - column: avatars
                database: sqlite:a.db
            limits: { concurency: 3, tries: 0, bandwidth: 10MB }
            """
        );

        Assert.Equal(
            [
                "avatars.yaml:1: unknown key 'form'; did you mean 'from'?",
                "avatars.yaml:6: unknown key 'colum'; did you mean 'column'?",
                "avatars.yaml:5: the environment variable NOT_SET is not set; export it, or write ${NOT_SET:-default}",
                "avatars.yaml:10: unknown key 'concurency'; did you mean 'concurrency'?",
                "avatars.yaml:10: 'bandwidth': a limit of bandwidth is not built yet; lower 'concurrency' instead",
                "'from' is missing; write a location such as s3://bucket/prefix/ or file:///srv/uploads/",
                "avatars.yaml:2: 's3://new/avatar' must end with a slash: 's3://new/avatar/'. Without it, the prefix would also match names that only begin like it",
                "avatars.yaml:5: 'column' is missing; write it as table.column or schema.table.column",
                "avatars.yaml:7: form 'json' is not built yet; possible: auto, key, url",
                "avatars.yaml:8: 'avatars' is not a column; write it as table.column or schema.table.column",
                "avatars.yaml:10: tries '0' is not a whole number from 1 to 1000",
                "avatars.yaml:3: 'soon' is not a duration; write it like 30s, 10m, 24h or 7d",
            ],
            faults
        );
    }

    [Theory]
    [InlineData("from: [a, b]", "avatars.yaml:1: 'from' must be a single value, not a list")]
    [InlineData(
        "references: { database: x }",
        "avatars.yaml:1: 'references' must be a list; begin each entry with '- ': { database: postgres://user@host/database, column: table.column }"
    )]
    [InlineData(
        "references: [photos.path]",
        "avatars.yaml:1: each of 'references' must be { database: postgres://user@host/database, column: table.column }, not a single value"
    )]
    [InlineData(
        "rename: x",
        "avatars.yaml:1: 'rename' must be a mapping: { match: \"^(.*)$\", to: \"$1\" }, not a single value"
    )]
    [InlineData("include: *.png", "avatars.yaml:1: a value that begins with * or & must be quoted: \"*.png\"")]
    [InlineData("from: a\nfrom: b", "avatars.yaml:2: a key of this list stands here twice; keep one")]
    [InlineData(
        "variants: [\"large/{name}\"]",
        "avatars.yaml:1: 'variants': moving variants together with their object is not built yet; objects under the prefix move anyway"
    )]
    [InlineData("conflict: rename", "avatars.yaml:1: conflict 'rename' is not built yet; possible: report")]
    [InlineData("source: keeep", "avatars.yaml:1: source 'keeep' is not one of keep, delete")]
    [InlineData(
        "name: a/b",
        "avatars.yaml:1: the name 'a/b' may hold letters, digits, dots, dashes and underscores, at most 100"
    )]
    [InlineData(
        "rename: { match: \"(\", to: x }",
        "avatars.yaml:1: rename.match '(' is not a regular expression: Invalid pattern '(' at offset 1. Not enough )'s."
    )]
    [InlineData(
        "rename: { to: x }",
        "avatars.yaml:1: a rename needs 'match', the regular expression that 'to' replaces"
    )]
    [InlineData(
        "objects: referenced",
        "avatars.yaml:1: objects 'referenced' needs 'references', which say what is referenced"
    )]
    [InlineData(
        "from: s3://AKIA:SECRET@bucket/x/",
        "avatars.yaml:1: a location holds no credentials; use a profile, environment variables or a role"
    )]
    [InlineData(
        "from: { url: \"s3://b/x/\", endpoint: \"https://a:b@c/\" }",
        "avatars.yaml:1: an endpoint holds no credentials; use a profile, environment variables or a role"
    )]
    [InlineData(
        "from: { url: \"file:///srv/a/\", region: eu }",
        "avatars.yaml:1: 'from' is a folder and takes only 'url'"
    )]
    [InlineData(
        "limits: { part_size: big }",
        "avatars.yaml:1: 'big' is not a size; write it like 8MiB, 64MB or 1048576"
    )]
    [InlineData("", "avatars.yaml: the file is empty; a migration needs at least 'from' and 'to'")]
    [InlineData("- a", "avatars.yaml:1: a migration is a list of 'key: value' lines, beginning with 'from:' and 'to:'")]
    [InlineData("from: a\n---\nfrom: b", "avatars.yaml:3: a second document begins here; write one migration a file")]
    public void A_fault_says_what_was_expected(string text, string fault) => Assert.Contains(fault, Faults(text));

    [Fact]
    public void A_key_that_is_not_built_yet_may_ask_for_nothing()
    {
        var migration = Read(
            "variants: []\nlimits: { bandwidth: none, requests_per_second: none }\n" + Smallest,
            ("DB_PASSWORD", "")
        );

        Assert.Equal(new Limits(), migration.Limits);
    }

    [Theory]
    [InlineData("p@ss/w?rd#1", "postgres://app:p%40ss%2Fw%3Frd%231@db.internal/proddatabase")]
    [InlineData("already%40escaped", "postgres://app:already%40escaped@db.internal/proddatabase")]
    [InlineData("50%", "postgres://app:50%25@db.internal/proddatabase")]
    public void A_password_from_a_variable_may_hold_any_character(string password, string url)
    {
        var migration = Read(Smallest, ("DB_PASSWORD", password));

        Assert.Equal(url, migration.References[0].Database.Secret);
    }

    [Fact]
    public void A_variable_may_hold_a_whole_url_or_have_a_default()
    {
        var text =
            "from: ${FROM:-file:///srv/a/}\nto: s3://${BUCKET}/x/\nreferences: [{ database: '${URL}', column: a.b, where: \"x = '$${NOT}'\" }]";

        var migration = Read(text, ("BUCKET", "b"), ("URL", "postgres://u:p@h/d"));

        Assert.Equal("file:///srv/a/", migration.From.Location.ToString());
        Assert.Equal("s3://b/x/", migration.To.Location.ToString());
        Assert.Equal("postgres://u:p@h/d", migration.References[0].Database.Secret);
        Assert.Equal("x = '${NOT}'", migration.References[0].Where);
    }

    [Fact]
    public void No_message_repeats_a_database_url()
    {
        var faults = Faults(
            "from: s3://a/\nto: s3://b/\nreferences:\n  - database: '/hunter2'\n    column: x\n  - { database: 'postgres://u:hunter2@h/d', column: 'a.b', form: hm }"
        );

        Assert.Equal(3, faults.Length);
        Assert.DoesNotContain(faults, fault => fault.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("s3://b/x/", "s3://b/x/", "same place")]
    [InlineData("s3://b/x/", "s3://b/x/y/", "lies inside 'from'")]
    [InlineData("s3://b/x/y/", "s3://b/x/", "lies inside 'to'")]
    [InlineData("s3://b", "s3://b/x/", "lies inside 'from'")]
    [InlineData("file:///srv/a", "file:///srv/x/../a/", "same place")]
    [InlineData("file:///srv/a", "file:///srv/a/b", "lies inside 'from'")]
    public void Moving_onto_or_into_itself_is_refused(string from, string to, string fault) =>
        Assert.Contains(fault, Assert.Single(Faults($"from: {from}\nto: {to}")));

    [Theory]
    [InlineData("s3://b/image/", "s3://b/image2/")]
    [InlineData("s3://b/x/", "s3://c/x/")]
    [InlineData("file:///srv/a", "file:///srv/ab")]
    public void Neighbours_are_no_overlap(string from, string to) =>
        Assert.Equal(from.TrimEnd('/'), Read($"from: {from}\nto: {to}").From.Location.ToString().TrimEnd('/'));

    [Theory]
    [InlineData("http://LOCALHOST:9000", "http://127.0.0.1:9000/")]
    [InlineData("https://s3.example.org", "https://S3.example.org:443")]
    [InlineData("https://s3.eu-central-1.amazonaws.com", "https://s3.amazonaws.com")]
    public void The_same_service_is_known_under_another_spelling(string one, string other) =>
        Assert.Contains(
            "same place",
            Assert.Single(
                Faults(
                    $"from: {{ url: 's3://b/x/', endpoint: '{one}' }}\nto: {{ url: 's3://b/x/', endpoint: '{other}' }}"
                )
            )
        );

    [Fact]
    public void The_same_folder_is_known_through_a_symbolic_link()
    {
        var folder = Directory.CreateTempSubdirectory("rehome-");
        try
        {
            folder.CreateSubdirectory("photos");
            Directory.CreateSymbolicLink(
                Path.Combine(folder.FullName, "link"),
                Path.Combine(folder.FullName, "photos")
            );

            var faults = Faults($"from: file://{folder.FullName}/photos/\nto: file://{folder.FullName}/link/new/");

            Assert.Contains("lies inside 'from'", Assert.Single(faults));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_column_that_stands_there_twice_is_refused() =>
        Assert.Equal(
            ["avatars.yaml:4: the column a.b of the same database stands here twice; keep one"],
            Faults(
                "from: s3://a/\nto: s3://b/\nreferences: [{ database: 'sqlite:x.db', column: a.b },\n  { database: 'sqlite:x.db', column: a.b }]"
            )
        );

    [Fact]
    public void The_hash_changes_with_the_meaning_and_not_with_passwords_or_limits()
    {
        var hash = Read(Smallest, ("DB_PASSWORD", "one")).Hash;

        Assert.Equal(64, hash.Length);
        Assert.Equal(
            hash,
            Read(Smallest.Replace("app:", "other:", StringComparison.Ordinal), ("DB_PASSWORD", "two")).Hash
        );
        Assert.Equal(
            hash,
            Read(Smallest + "\nverify: strict\nlimits: { concurrency: 7 }\nname: other", ("DB_PASSWORD", "one")).Hash
        );
        Assert.NotEqual(hash, Read(Smallest + "\n    where: id > 3", ("DB_PASSWORD", "one")).Hash);
        Assert.NotEqual(hash, Read(Smallest + "\nexclude: [\"*.tmp\"]", ("DB_PASSWORD", "one")).Hash);
        Assert.NotEqual(
            hash,
            Read(Smallest.Replace("image/", "images/", StringComparison.Ordinal), ("DB_PASSWORD", "one")).Hash
        );
    }

    [Theory]
    [InlineData("8MiB", 8L << 20)]
    [InlineData("64 MB", 64_000_000)]
    [InlineData("1.5kb", 1500)]
    [InlineData("123", 123)]
    [InlineData("7B", 7)]
    public void Sizes_are_read_as_people_write_them(string text, long bytes) =>
        Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("MiB")]
    [InlineData("99999999999999999999TB")]
    public void What_is_no_size_is_refused(string text) => Assert.Throws<FormatException>(() => ByteSize.Parse(text));

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("7d", 604800)]
    [InlineData("0", 0)]
    public void Durations_are_read_as_people_write_them(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1500, "1.5 kB")]
    [InlineData(123_456_789, "123 MB")]
    [InlineData(999_999, "1.0 MB")]
    public void Sizes_are_shown_in_short(double bytes, string text) => Assert.Equal(text, ByteSize.Show(bytes));

    private static Migration Read(string text, params (string Name, string Value)[] environment)
    {
        var faults = new FaultList();
        var draft = MigrationFile.Read(
            "avatars.yaml",
            text,
            faults,
            name => environment.FirstOrDefault(pair => pair.Name == name).Value
        );
        return MigrationBuilder.Build(draft, "avatars", faults);
    }

    private static string[] Faults(string text) =>
        [.. Assert.Throws<MigrationFaultException>(() => Read(text)).Faults.Select(fault => fault.ToString())];
}
