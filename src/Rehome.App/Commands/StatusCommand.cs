using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Rehome.App.Runs;
using Rehome.App.Terminal;
using Rehome.Migrations;
using Rehome.Phases;

namespace Rehome.App.Commands;

/// <summary>The verb that says where a migration stands, from the journal alone.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    public static Verb Create(Surroundings surroundings)
    {
        var watch = new Option<bool>("--watch")
        {
            Description = "Show it again every two seconds until the migration is done",
        };
        var verb = new Verb(
            "status",
            "Where a migration stands, from the journal; also while it runs",
            "rehome status avatars.yaml --watch"
        );
        verb.Options.Add(watch);
        var flags = new CommandFlags(verb, surroundings);
        verb.SetAction(
            async (parsed, token) =>
            {
                var migration = flags.Input.ReadWithoutSecrets(parsed);
                var choices = flags.Choices(parsed);
                var words = flags.Input.Words(parsed);
                while (true)
                {
                    var summary = await ShowAsync(surroundings, migration, choices, words, token);
                    if (!parsed.GetValue(watch) || summary.Phase is Phase.Done or Phase.RolledBack)
                    {
                        return (int)summary.Outcome;
                    }
                    await Task.Delay(s_pause, surroundings.Clock, token);
                }
            }
        );
        return verb;
    }

    private static async Task<Summary> ShowAsync(
        Surroundings surroundings,
        Migration migration,
        RunChoices choices,
        string words,
        CancellationToken cancellationToken
    )
    {
        await using var journal = await new MigrationJournal(
            surroundings,
            migration,
            choices.Journal
        ).OpenReadOnlyAsync(cancellationToken);
        await using var open = OpenMigration.OpenStores(migration, surroundings.Clock);
        var progress = new Progress();
        var listener = new ProgressMeter(progress, surroundings.Clock);
        var context = new RunContext(
            surroundings.Clock,
            new Random(),
            NullLogger.Instance,
            listener,
            progress,
            cancellationToken
        );
        var summary = await open.With(journal, context).StatusAsync(cancellationToken);
        if (choices.Json)
        {
            surroundings.Print(SummaryJson.Write(summary));
        }
        else
        {
            await SummaryReport.ShowAsync(
                surroundings.Results,
                migration,
                "status",
                summary,
                journal,
                NextStep.After("status", summary, surroundings.Command, words),
                cancellationToken
            );
        }
        return summary;
    }
}
