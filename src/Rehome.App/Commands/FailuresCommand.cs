using System.CommandLine;
using Rehome.App.Runs;
using Rehome.App.Terminal;
using Rehome.Journaling;

namespace Rehome.App.Commands;

/// <summary>The verb that lists what was given up or waits for a decision, and tries it again.</summary>
internal static class FailuresCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var retry = new Option<bool>("--retry")
        {
            Description = "Try what was given up, and rows, again; conflicts are looked at by run",
        };
        var verb = new Verb(
            "failures",
            "List objects and rows that were given up or wait for a decision",
            "rehome failures avatars.yaml",
            "rehome failures avatars.yaml --json | jq -r 'select(.kind == \"row\") | .key'",
            "rehome failures avatars.yaml --retry"
        );
        verb.Options.Add(retry);
        var flags = new CommandFlags(verb, surroundings);
        verb.SetAction(
            async (parsed, token) =>
            {
                if (parsed.GetValue(retry))
                {
                    var plan = new RunPlan(
                        "failures --retry",
                        Preflight.Decides,
                        (rehoming, stop) => rehoming.RetryAsync(stop)
                    );
                    return await flags.Run(parsed).ExecuteAsync(plan);
                }
                var migration = flags.Input.ReadWithoutSecrets(parsed);
                var choices = flags.Choices(parsed);
                await using var journal = await new MigrationJournal(
                    surroundings,
                    migration,
                    choices.Journal
                ).OpenReadOnlyAsync(token);
                await ListAsync(new FailureList(journal), surroundings, choices.Json, token);
                return ExitCode.Done;
            }
        );
        return verb;
    }

    private static async Task ListAsync(
        FailureList failures,
        Surroundings surroundings,
        bool json,
        CancellationToken cancellationToken
    )
    {
        var count = 0L;
        await foreach (var entry in failures.ReadObjectsAsync(cancellationToken))
        {
            count++;
            surroundings.Print(
                json ? FailureList.Json(entry) : $"{Name(entry.State)}: {Text(ProblemReport.Words(entry))}"
            );
        }
        await foreach (var letter in failures.ReadLettersAsync(cancellationToken))
        {
            count++;
            surroundings.Print(
                json ? FailureList.Json(letter) : $"{Name(letter.Kind)}: {Text(ProblemReport.Words(letter))}"
            );
        }
        surroundings.Say(count == 0 ? "none" : $"{StepWords.Number(count)} in all");
    }

    private static string Name(ObjectState state) => state == ObjectState.Conflict ? "conflict" : "given up";

    private static string Name(LetterKind kind) =>
        kind switch
        {
            LetterKind.DanglingRow => "dangling",
            LetterKind.WaitingRow => "waiting",
            _ => "refused",
        };

    private static string Text((string What, string Why) words) =>
        words.Why.Length > 0 ? $"{words.What}: {words.Why}" : words.What;
}
