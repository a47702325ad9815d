using System.CommandLine;
using Rehome.App.MigrationFiles;

namespace Rehome.App.Commands;

/// <summary>The argument and options that say a migration without a file, or change what the file says.</summary>
internal sealed class MigrationFlags
{
    private readonly Argument<string?> _file = FileArgument();

    private readonly Option<string?> _from = Text(
        "--from",
        "url",
        "The source: s3://bucket/prefix/ or file:///folder/"
    );
    private readonly Option<string?> _to = Text("--to", "url", "The target");
    private readonly Option<string?> _endpoint = Text(
        "--endpoint",
        "url",
        "The service of both sides, for anything but AWS"
    );
    private readonly Option<string?> _fromEndpoint = Text("--from-endpoint", "url", "The service of the source");
    private readonly Option<string?> _toEndpoint = Text("--to-endpoint", "url", "The service of the target");
    private readonly Option<string?> _region = Text("--region", "name", "The region of both sides");
    private readonly Option<string?> _fromRegion = Text("--from-region", "name", "The region of the source");
    private readonly Option<string?> _toRegion = Text("--to-region", "name", "The region of the target");
    private readonly Option<string?> _profile = Text(
        "--profile",
        "name",
        "The profile of your credential files for both sides"
    );
    private readonly Option<string?> _fromProfile = Text("--from-profile", "name", "The profile for the source");
    private readonly Option<string?> _toProfile = Text("--to-profile", "name", "The profile for the target");
    private readonly Option<string?> _fromRole = Text("--from-role", "arn", "The role to assume for the source");
    private readonly Option<string?> _toRole = Text("--to-role", "arn", "The role to assume for the target");
    private readonly Option<string[]> _include = Texts(
        "--include",
        "glob",
        "Only keys like this, after the prefix; may be repeated"
    );
    private readonly Option<string[]> _exclude = Texts("--exclude", "glob", "No keys like this; may be repeated");
    private readonly Option<string?> _renameMatch = Text(
        "--rename-match",
        "regex",
        "What to rewrite in a key, after the prefix"
    );
    private readonly Option<string?> _renameTo = Text(
        "--rename-to",
        "text",
        "What the match becomes, with $1 for the first group"
    );
    private readonly Option<string?> _objects = Text("--objects", "all|referenced", "Which objects move");
    private readonly Option<bool> _deleteSource = new("--delete-source")
    {
        Description = "Delete source objects in the end, once that is safe",
    };
    private readonly Option<string?> _grace = Text(
        "--grace",
        "duration",
        "Wait between the last switch and the first delete: 24h"
    );
    private readonly Option<string?> _verify = Text("--verify", "standard|strict", "How copies are proven");
    private readonly Option<string?> _concurrency = Text("--concurrency", "number", "Requests at the same time");
    private readonly Option<string?> _batchRows = Text("--batch-rows", "number", "Rows of one statement at most");
    private readonly Option<string?> _name = Text("--name", "name", "Names the journal (default: the file's name)");
    private readonly ReferenceFlags _references = new();

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> Options =>
        [
            _from,
            _to,
            .. _references.Options,
            _include,
            _exclude,
            _renameMatch,
            _renameTo,
            _objects,
            _deleteSource,
            _grace,
            _verify,
            _concurrency,
            _batchRows,
            _name,
            _endpoint,
            _fromEndpoint,
            _toEndpoint,
            _region,
            _fromRegion,
            _toRegion,
            _profile,
            _fromProfile,
            _toProfile,
            _fromRole,
            _toRole,
        ];

    /// <summary>The argument.</summary>
    public Argument<string?> File => _file;

    /// <summary>The file that the user names; empty for none.</summary>
    public string ReadFile(ParseResult parsed) => parsed.GetValue(_file) ?? "";

    /// <summary>True when any option takes part in saying the migration.</summary>
    public bool AreGiven(ParseResult parsed) => Options.Any(option => parsed.GetResult(option) is { Implicit: false });

    /// <summary>What the flags say, on top of what the file says.</summary>
    public MigrationDraft ReadDraft(
        ParseResult parsed,
        MigrationDraft file,
        FaultList faults,
        Func<string, string?>? environment
    )
    {
        var read = new FlagReader(parsed, faults, environment);
        var flags = new MigrationDraft
        {
            Name = read.Value(_name),
            From = new StoreDraft
            {
                Url = read.Value(_from),
                Endpoint = read.Value(_fromEndpoint).Or(read.Value(_endpoint)),
                Region = read.Value(_fromRegion).Or(read.Value(_region)),
                Profile = read.Value(_fromProfile).Or(read.Value(_profile)),
                Role = read.Value(_fromRole),
            },
            To = new StoreDraft
            {
                Url = read.Value(_to),
                Endpoint = read.Value(_toEndpoint).Or(read.Value(_endpoint)),
                Region = read.Value(_toRegion).Or(read.Value(_region)),
                Profile = read.Value(_toProfile).Or(read.Value(_profile)),
                Role = read.Value(_toRole),
            },
            Include = read.Values(_include),
            Exclude = read.Values(_exclude),
            RenameMatch = read.Value(_renameMatch),
            RenameTo = read.Value(_renameTo),
            Objects = read.Value(_objects),
            Source = parsed.GetValue(_deleteSource) ? new Given("delete", _deleteSource.Name) : Given.None,
            Grace = read.Value(_grace),
            Verify = read.Value(_verify),
            References = _references.Read(read, file.References, faults),
            Limits = new LimitsDraft { Concurrency = read.Value(_concurrency), BatchRows = read.Value(_batchRows) },
        };
        return flags.Or(file);
    }

    /// <summary>A warning about a password in the process list; empty when there is none.</summary>
    public string Warning(ParseResult parsed) => _references.Warning(parsed);

    private static Argument<string?> FileArgument()
    {
        var argument = new Argument<string?>("migration.yaml") { Arity = ArgumentArity.ZeroOrOne };
        argument.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: ['-', ..] }])
            {
                given.AddError("an unknown option");
            }
        });
        return argument;
    }

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    private static Option<string[]> Texts(string name, string value, string description) =>
        new(name)
        {
            HelpName = value,
            Description = description,
            Arity = ArgumentArity.OneOrMore,
        };
}
