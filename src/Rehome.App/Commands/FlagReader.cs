using System.CommandLine;
using Rehome.App.MigrationFiles;

namespace Rehome.App.Commands;

/// <summary>Reads options as values with their place; variables are replaced, so that a secret need not stand on the command line.</summary>
/// <param name="parsed">The command line.</param>
/// <param name="faults">Hears what is wrong.</param>
/// <param name="environment">Null where a variable is not set; no function at all: variables stay as written.</param>
internal sealed class FlagReader(ParseResult parsed, FaultList faults, Func<string, string?>? environment)
{
    /// <summary>A single value.</summary>
    public Given Value(Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } text ? Expand(text, option.Name) : Given.None;

    /// <summary>All values of an option that may be repeated.</summary>
    public IReadOnlyList<Given> Values(Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).Where(text => text.Length > 0).Select(text => Expand(text, option.Name))];

    private Given Expand(string text, string name) =>
        new(
            environment is null ? text : VariableText.Expand(text, environment, fault => faults.Add(name, fault)),
            name
        );
}
