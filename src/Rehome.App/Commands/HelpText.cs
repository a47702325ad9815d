using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Rehome.App.Commands;

/// <summary>Help in the words of this tool: what a verb does, its options in groups, and examples.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private const int NameWidth = 36;
    private const int Width = 100;

    /// <summary>Takes the place of the library's own help.</summary>
    public static void Replace(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpText();
        }
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var writer = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb verb)
        {
            WriteVerb(writer, verb);
        }
        else
        {
            WriteRoot(writer, parseResult.RootCommandResult.Command);
        }
        return 0;
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    private static void WriteRoot(TextWriter writer, Command root)
    {
        WriteWrapped(writer, root.Description ?? "", 0);
        writer.WriteLine();
        writer.WriteLine("Usage: rehome <verb> [migration.yaml] [options]");
        foreach (var (title, names) in Groups)
        {
            writer.WriteLine();
            writer.WriteLine($"{title}:");
            foreach (var verb in names.SelectMany(name => root.Subcommands.Where(verb => verb.Name == name)))
            {
                WriteEntry(writer, verb.Name, verb.Description ?? "", 12);
            }
        }
        writer.WriteLine();
        WriteWrapped(
            writer,
            "'rehome <verb> --help' shows options and examples; 'rehome --version' the version. Begin with 'rehome demo'.",
            0
        );
        WriteWrapped(
            writer,
            "Exit codes: 0 done, nothing left; 1 unexpected failure; 2 wrong usage or migration file; 3 preflight failed or a conflict needs a decision; 4 dead letters or dangling references are left; 5 verify found differences; 130 interrupted, the same command goes on.",
            0
        );
    }

    private static (string Title, string[] Names)[] Groups =>
        [
            ("Begin", ["demo", "init", "check", "plan"]),
            ("Move", ["run", "copy", "switch", "retire"]),
            ("Look and mend", ["status", "verify", "failures", "rollback"]),
            ("Try out", ["seed"]),
        ];

    private static void WriteVerb(TextWriter writer, Verb verb)
    {
        WriteWrapped(writer, $"rehome {verb.Name}: {verb.Description}.", 0);
        if (verb.Explanation.Length > 0)
        {
            WriteWrapped(writer, verb.Explanation, 0);
        }
        writer.WriteLine();
        writer.WriteLine(
            $"Usage: rehome {verb.Name}{string.Concat(verb.Arguments.Select(argument => $" [{argument.Name}]"))} [options]"
        );
        WriteGroup(writer, "Examples", verb.Examples);
        var own = verb
            .Options.Except(verb.RunOptions)
            .Except(verb.MigrationOptions)
            .Where(option => option is not (HelpOption or VersionOption));
        WriteOptions(writer, "Options", own.Concat(verb.RunOptions));
        WriteOptions(
            writer,
            "The migration, said by options instead of a file, or on top of it",
            verb.MigrationOptions
        );
    }

    private static void WriteGroup(TextWriter writer, string title, IEnumerable<string> lines)
    {
        writer.WriteLine();
        writer.WriteLine($"{title}:");
        foreach (var line in lines)
        {
            writer.WriteLine($"  {line}");
        }
    }

    private static void WriteOptions(TextWriter writer, string title, IEnumerable<Option> options)
    {
        Option[] shown = [.. options.Where(option => !option.Hidden)];
        if (shown.Length == 0)
        {
            return;
        }
        writer.WriteLine();
        writer.WriteLine($"{title}:");
        foreach (var option in shown)
        {
            var names = string.Join(", ", option.Aliases.Append(option.Name));
            WriteEntry(
                writer,
                option.HelpName is { Length: > 0 } value ? $"{names} <{value}>" : names,
                option.Description ?? "",
                NameWidth
            );
        }
    }

    private static void WriteEntry(TextWriter writer, string name, string text, int width)
    {
        writer.Write("  " + name.PadRight(width - 2));
        if (name.Length > width - 4)
        {
            writer.WriteLine();
            writer.Write(new string(' ', width));
        }
        WriteWrapped(writer, text, width);
    }

    private static void WriteWrapped(TextWriter writer, string text, int indent)
    {
        var column = indent;
        foreach (var word in text.Split(' '))
        {
            if (column > indent && column + 1 + word.Length > Width)
            {
                writer.WriteLine();
                writer.Write(new string(' ', indent));
                column = indent;
            }
            writer.Write(column > indent ? " " + word : word);
            column += word.Length + (column > indent ? 1 : 0);
        }
        writer.WriteLine();
    }
}
