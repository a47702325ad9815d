using System.CommandLine;

namespace Rehome.App.Commands;

/// <summary>One verb of the command line, with what its help shows.</summary>
internal sealed class Verb : Command
{
    public Verb(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description) => Examples = examples;

    /// <summary>Command lines for its help.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>What it does, in a paragraph.</summary>
    public string Explanation { get; init; } = "";

    /// <summary>Its options that say how to run and talk.</summary>
    public IReadOnlyList<Option> RunOptions { get; set; } = [];

    /// <summary>Its options that say a migration.</summary>
    public IReadOnlyList<Option> MigrationOptions { get; set; } = [];
}
