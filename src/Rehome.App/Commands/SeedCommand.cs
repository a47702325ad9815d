using System.CommandLine;
using Rehome.App.MigrationFiles;
using Rehome.App.Runs;
using Rehome.App.Terminal;

namespace Rehome.App.Commands;

/// <summary>The verb that makes something to try a migration on.</summary>
internal static class SeedCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var count = new Option<long>("--count")
        {
            HelpName = "number",
            Description = "How many objects, and rows in each column (default: 1000)",
            DefaultValueFactory = _ => 1000,
        };
        var size = new Option<string>("--size")
        {
            HelpName = "size",
            Description = "Bytes of each object (default: 1KiB)",
            DefaultValueFactory = _ => "1KiB",
        };
        var verb = new Verb(
            "seed",
            "Fill the migration's source and tables with sample objects and rows",
            "rehome seed test.yaml --count 100000"
        )
        {
            Explanation =
                "Never for production: it writes into the source. A source that holds objects is refused unless you say --yes.",
        };
        verb.Options.Add(count);
        verb.Options.Add(size);
        var flags = new CommandFlags(verb, surroundings);
        verb.SetAction(
            async (parsed, _) =>
            {
                var migration = flags.Input.Read(parsed);
                var choices = flags.Choices(parsed);
                var faults = new FaultList();
                var bytes = faults.Try(new Given(parsed.GetValue(size)!, size.Name), ByteSize.Parse, 0);
                if (parsed.GetValue(count) < 1)
                {
                    faults.Add(count.Name, "a number of 1 or more is needed");
                }
                if (bytes > 64 << 20)
                {
                    faults.Add(size.Name, "samples are small: 64MiB at most");
                }
                faults.ThrowIfAny();
                using var interruption = new Interruption(surroundings.Say);
                await new Seeding(surroundings, migration).RunAsync(
                    parsed.GetValue(count),
                    (int)bytes,
                    choices.Yes,
                    interruption.WindDown
                );
                surroundings.Print(
                    Result(migration.Name, parsed.GetValue(count), migration.References.Count, choices.Json)
                );
                return ExitCode.Done;
            }
        );
        return verb;
    }

    private static string Result(string name, long count, int columns, bool json) =>
        json
            ? SummaryJson.Line(line =>
            {
                line.WriteString("migration", name);
                line.WriteNumber("exit_code", ExitCode.Done);
                line.WriteNumber("objects", count);
                line.WriteNumber("rows", count * columns);
            })
            : $"{StepWords.Number(count)} objects and {StepWords.Number(count * columns)} rows were made";
}
