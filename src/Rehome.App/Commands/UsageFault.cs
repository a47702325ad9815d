using System.CommandLine;
using Rehome.App.MigrationFiles;

namespace Rehome.App.Commands;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageFault
{
    /// <summary>All that is wrong.</summary>
    public static MigrationFaultException Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var isRoot = command is RootCommand;
        var known = isRoot
            ? command.Subcommands.Select(verb => verb.Name)
            : command.Options.SelectMany(option => option.Aliases.Prepend(option.Name));
        string[] all = [.. known];
        // An option that is not known lands where the file is expected, and its value is what does not match.
        var options = parsed
            .Tokens.Select(token => token.Value)
            .Where(word => word.StartsWith('-') && !all.Contains(word.Split('=')[0]))
            .ToArray();
        var words = options.Length > 0 && !isRoot ? options : parsed.UnmatchedTokens;
        var faults = words.Distinct().Select(word => new Fault("", Unmatched(word, isRoot, all))).ToList();
        if (faults.Count == 0)
        {
            faults.AddRange(parsed.Errors.Select(error => new Fault("", error.Message)));
        }
        faults.Add(
            new Fault(
                "",
                isRoot ? "'rehome --help' lists the verbs" : $"'rehome {command.Name} --help' lists the options"
            )
        );
        return new MigrationFaultException(faults);
    }

    private static string Unmatched(string word, bool isRoot, string[] known)
    {
        var isOption = word.StartsWith('-');
        var nearest = NearestWord.Find(
            word.Split('=')[0],
            known.Where(name => isRoot || name.StartsWith("--", StringComparison.Ordinal))
        );
        var kind =
            isRoot && !isOption ? "verb"
            : isOption ? "option"
            : "argument";
        return nearest.Length > 0 && (isRoot || isOption)
            ? $"unknown {kind} '{word}'; did you mean '{nearest}'?"
            : $"unknown {kind} '{word}'";
    }
}
