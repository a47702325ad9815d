using System.CommandLine;
using Rehome.App.MigrationFiles;
using Rehome.App.Runs;

namespace Rehome.App.Commands;

/// <summary>The verb that writes a migration file from flags or questions.</summary>
internal static class InitCommand
{
    private const string DefaultFile = "rehome.yaml";

    public static Verb Create(Surroundings surroundings)
    {
        var force = new Option<bool>("--force") { Description = "Write over a file that is there" };
        var verb = new Verb(
            "init",
            "Write a commented migration file from options, or from answers to questions",
            "rehome init",
            "rehome init avatars.yaml --from s3://legacy/image/ --to s3://new/avatar/ --database 'postgres://app:${DB_PASSWORD}@db/app' --column avatars.path"
        )
        {
            Explanation =
                "The file is rehome.yaml unless another is named; the other verbs find that name by themselves.",
        };
        verb.Options.Add(force);
        var flags = new MigrationFlags();
        verb.Arguments.Add(flags.File);
        flags.Options.ToList().ForEach(verb.Options.Add);
        verb.MigrationOptions = flags.Options;
        verb.SetAction((parsed, _) => Task.FromResult(Write(surroundings, flags, parsed, parsed.GetValue(force))));
        return verb;
    }

    private static int Write(Surroundings surroundings, MigrationFlags flags, ParseResult parsed, bool force)
    {
        var file = flags.ReadFile(parsed) is { Length: > 0 } named ? named : DefaultFile;
        var path = Path.Combine(surroundings.Folder, file);
        if (File.Exists(path) && !force)
        {
            throw new MigrationFaultException([
                new Fault(file, "the file is there already; name another, or say --force to write over it"),
            ]);
        }
        var faults = new FaultList();
        var draft = flags.ReadDraft(parsed, new MigrationDraft(), faults, environment: null);
        faults.ThrowIfAny();
        var text = MigrationFileText.Write(surroundings.CanAsk ? Ask(surroundings, draft) : draft);
        Prove(file, text);
        if (flags.Warning(parsed).Length > 0)
        {
            surroundings.Say(
                $"warning: {file} holds the password of the database; better write ${{DB_PASSWORD}} in its place"
            );
        }
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MigrationFaultException([new Fault(file, $"the file cannot be written: {fault.Message}")]);
        }
        surroundings.Print(file);
        surroundings.Say(
            $"written. Next: '{surroundings.Command} check {file}', then '{surroundings.Command} plan {file}'"
        );
        return ExitCode.Done;
    }

    private static MigrationDraft Ask(Surroundings surroundings, MigrationDraft draft)
    {
        var from = Given(draft.From.Url, "Move objects from (s3://bucket/prefix/ or file:///folder/):");
        var to = Given(draft.To.Url, "To:");
        IReadOnlyList<ReferenceDraft> references = draft.References;
        if (references.Count == 0)
        {
            var database = Given(
                MigrationFiles.Given.None,
                "Database whose rows name them, empty for none (postgres://user:${DB_PASSWORD}@host/database, sqlite:file.db):"
            );
            references = database.IsGiven
                ?
                [
                    new ReferenceDraft("")
                    {
                        Database = database,
                        Column = Given(MigrationFiles.Given.None, "Column (table.column):"),
                    },
                ]
                : [];
        }
        return draft with
        {
            From = draft.From with { Url = from },
            To = draft.To with { Url = to },
            References = references,
        };

        Given Given(Given value, string question) =>
            value.IsGiven ? value : new Given(surroundings.Ask(question, ""), "");
    }

    // What is written must be read again: values that are wrong are told now, and not at the first run.
    private static void Prove(string file, string text)
    {
        var faults = new FaultList();
        var draft = MigrationFile.Read(file, text, faults, name => "unset");
        MigrationBuilder.Build(draft, "migration", faults);
    }
}
