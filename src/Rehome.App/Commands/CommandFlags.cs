using System.CommandLine;
using Rehome.App.Runs;
using Rehome.Migrations;

namespace Rehome.App.Commands;

/// <summary>Gives a verb the argument and options of a migration, and reads them.</summary>
internal sealed class CommandFlags
{
    private readonly RunFlags _run = new();
    private readonly Surroundings _surroundings;

    /// <summary>Adds them to a verb, behind its own options.</summary>
    public CommandFlags(Verb verb, Surroundings surroundings)
    {
        _surroundings = surroundings;
        var migration = new MigrationFlags();
        Input = new MigrationInput(migration, surroundings);
        verb.Arguments.Add(migration.File);
        _run.All.Concat(migration.Options).ToList().ForEach(verb.Options.Add);
        verb.RunOptions = _run.All;
        verb.MigrationOptions = migration.Options;
    }

    /// <summary>Reads the migration.</summary>
    public MigrationInput Input { get; }

    /// <summary>How to run and talk.</summary>
    public RunChoices Choices(ParseResult parsed) => _run.Read(parsed);

    /// <summary>The run that a command line means.</summary>
    public MigrationRun Run(ParseResult parsed) => Run(parsed, migration => migration);

    /// <summary>The run that a command line means, with a change that the verb itself makes.</summary>
    public MigrationRun Run(ParseResult parsed, Func<Migration, Migration> change) =>
        new(_surroundings, Choices(parsed), change(Input.Read(parsed)), Input.Words(parsed));
}
