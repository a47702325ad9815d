using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Rehome.App.MigrationFiles;
using Rehome.Migrations;

namespace Rehome.App.Commands;

/// <summary>Finds the migration that a command line means.</summary>
internal sealed class MigrationInput(MigrationFlags flags, Surroundings surroundings)
{
    private const string DefaultFile = "rehome.yaml";

    /// <summary>Reads file and flags and checks them.</summary>
    /// <exception cref="MigrationFaultException">Anything is wrong with them.</exception>
    public Migration Read(ParseResult parsed) => Read(parsed, surroundings.Environment);

    /// <summary>As <see cref="Read(ParseResult)"/>, for verbs that reach no database: a variable that is not set is no fault.</summary>
    public Migration ReadWithoutSecrets(ParseResult parsed) =>
        Read(parsed, name => surroundings.Environment(name) ?? "unset");

    /// <summary>Reads file and flags without checking the values.</summary>
    public MigrationDraft ReadDraft(ParseResult parsed, FaultList faults) =>
        ReadDraft(parsed, faults, surroundings.Environment).Draft;

    /// <summary>
    /// What names the same migration on another command line, with a space before it: the file, nothing for the default
    /// file, or dots where it took options, which may be long or secret.
    /// </summary>
    public string Words(ParseResult parsed) =>
        flags.AreGiven(parsed) ? " ..."
        : flags.ReadFile(parsed) is { Length: > 0 } file ? " " + file
        : "";

    private Migration Read(ParseResult parsed, Func<string, string?> environment)
    {
        var faults = new FaultList();
        var (draft, file) = ReadDraft(parsed, faults, environment);
        if (file.Length == 0 && !draft.From.Url.IsGiven && !draft.To.Url.IsGiven)
        {
            throw new MigrationFaultException([
                new Fault(
                    "",
                    "no migration is named: give a file, or --from and --to; 'rehome init' writes a file, 'rehome demo' shows how it works"
                ),
            ]);
        }
        var name =
            file.Length > 0
                ? MigrationBuilder.NameFrom(Path.GetFileNameWithoutExtension(file))
                : NameOf(draft.From.Url.Text, draft.To.Url.Text);
        return MigrationBuilder.Build(draft, name, faults);
    }

    private (MigrationDraft Draft, string File) ReadDraft(
        ParseResult parsed,
        FaultList faults,
        Func<string, string?> environment
    )
    {
        var file = flags.ReadFile(parsed);
        var said = flags.ReadDraft(parsed, new MigrationDraft(), faults, environment);
        if (file.Length == 0 && !said.From.Url.IsGiven && File.Exists(Path.Combine(surroundings.Folder, DefaultFile)))
        {
            file = DefaultFile;
            surroundings.Say($"using {DefaultFile} of this folder");
        }
        var warning = flags.Warning(parsed);
        if (warning.Length > 0)
        {
            surroundings.Say("warning: " + warning);
        }
        return file.Length == 0
            ? (said, file)
            : (
                flags.ReadDraft(
                    parsed,
                    MigrationFile.Load(surroundings.Folder, file, faults, environment),
                    faults,
                    environment
                ),
                file
            );
    }

    // Without a file the name comes from both places, so that the same flags find the same journal.
    private static string NameOf(string from, string to)
    {
        var name = MigrationBuilder.NameFrom($"{Short(from)}-to-{Short(to)}");
        return name.Length < 60
            ? name
            : $"{name[..48]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(from + '\n' + to)))[..10]}";
    }

    private static string Short(string location) =>
        MigrationBuilder.NameFrom(
            location.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? location[(at + 3)..] : location
        );
}
