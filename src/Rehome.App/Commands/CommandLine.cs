using System.CommandLine;
using Rehome.App.MigrationFiles;
using Rehome.App.Runs;
using Rehome.App.Terminal;

namespace Rehome.App.Commands;

/// <summary>The whole command line: verbs, and the one place where errors become text and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Parses the words of a command line and does what they say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> words, Surroundings surroundings)
    {
        var json = words.Contains("--json");
        try
        {
            var root = Create(surroundings);
            var parsed = root.Parse(
                words.Count == 0 ? ["--help"] : words,
                new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }
            );
            if (parsed.Errors.Count > 0)
            {
                throw UsageFault.Of(parsed);
            }
            // Ctrl-C is heard by the runs themselves, and errors are told below.
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = surroundings.Results.Profile.Out.Writer,
                Error = surroundings.Talk.Profile.Out.Writer,
            };
            return await parsed.InvokeAsync(invocation, CancellationToken.None);
        }
        // The last line of defence: whatever it is, the user reads a sentence and not a stack; the log file has the stack.
        catch (Exception fault)
        {
            return Tell(fault, json, surroundings);
        }
    }

    /// <summary>The verbs.</summary>
    public static RootCommand Create(Surroundings surroundings)
    {
        var root = new RootCommand("Moves objects between stores and switches every database reference with them.");
        Verb[] verbs =
        [
            PhaseCommands.Plan(surroundings),
            PhaseCommands.Run(surroundings),
            PhaseCommands.Copy(surroundings),
            PhaseCommands.Switch(surroundings),
            PhaseCommands.Retire(surroundings),
            VerifyCommand.Create(surroundings),
            RollbackCommand.Create(surroundings),
            CheckCommand.Create(surroundings),
            StatusCommand.Create(surroundings),
            FailuresCommand.Create(surroundings),
            InitCommand.Create(surroundings),
            SeedCommand.Create(surroundings),
            DemoCommand.Create(surroundings),
        ];
        foreach (var verb in verbs)
        {
            root.Subcommands.Add(verb);
        }
        HelpText.Replace(root);
        return root;
    }

    private static int Tell(Exception fault, bool json, Surroundings surroundings)
    {
        var code = ExitCode.Of(fault);
        var text =
            code == ExitCode.Unexpected && fault is not (Stores.StoreException or References.ReferenceException)
                ? $"unexpected failure: {fault.GetType().Name}: {fault.Message}"
                : fault.Message;
        IEnumerable<string> lines = fault is MigrationFaultException { Faults: var faults }
            ? faults.Select(each => each.ToString())
            : [text];
        foreach (var line in lines)
        {
            surroundings.Say($"rehome: {line}");
        }
        if (json)
        {
            surroundings.Print(SummaryJson.WriteError(text, code));
        }
        return code;
    }
}
