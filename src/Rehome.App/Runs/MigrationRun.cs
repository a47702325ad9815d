using Microsoft.Extensions.Logging;
using Rehome.App.Commands;
using Rehome.App.Terminal;
using Rehome.Checks;
using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Phases;

namespace Rehome.App.Runs;

/// <summary>One verb on one migration: opens everything, asks the preflight, shows progress, reports.</summary>
/// <param name="surroundings">Streams, folder, clock.</param>
/// <param name="choices">How to run and talk.</param>
/// <param name="migration">The migration.</param>
/// <param name="words">What names the migration on a command line, with a space before it.</param>
internal sealed partial class MigrationRun(
    Surroundings surroundings,
    RunChoices choices,
    Migration migration,
    string words
)
{
    private readonly MigrationJournal _journal = new(surroundings, migration, choices.Journal);

    /// <summary>Shows how it ended; by default as the choices say.</summary>
    public Func<string, Summary, IJournal, CancellationToken, Task>? Report { get; init; }

    /// <summary>Does the work on the migration's own journal and reports how it ended.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> ExecuteAsync(RunPlan plan) =>
        WithLogAsync(async log =>
        {
            await using var journal = await _journal.OpenAsync(choices.Yes, CancellationToken.None);
            return await WorkAsync(plan, log, journal);
        });

    /// <summary>Audits the migration, without its journal, and reports what was found.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> AuditAsync(bool deep) =>
        WithLogAsync(async log =>
        {
            await using var findings = await _journal.OpenScratchAsync("findings", CancellationToken.None);
            await using var targets = await _journal.OpenScratchAsync("targets", CancellationToken.None);
            var plan = new RunPlan(
                "verify",
                Preflight.None,
                (rehoming, token) => rehoming.VerifyAsync(targets.Journal, deep, token)
            );
            return await WorkAsync(plan, log, findings.Journal);
        });

    /// <summary>Opens everything for a preflight alone.</summary>
    public async Task<IReadOnlyList<Probe>> CheckAsync()
    {
        using var log = RunLog.Open(choices.Log, migration.Name, choices.Verbose, surroundings);
        using var interruption = new Interruption(surroundings.Say);
        await using var open = await OpenMigration.OpenAsync(migration, surroundings.Clock, interruption.WindDown);
        await using var scratch = await _journal.OpenScratchAsync("check", interruption.WindDown);
        var progress = new Progress();
        var meter = new ProgressMeter(progress, surroundings.Clock);
        return await open.With(scratch.Journal, Context(meter, progress, log, interruption))
            .CheckAsync(interruption.WindDown);
    }

    private async Task<int> WithLogAsync(Func<RunLog, Task<int>> work)
    {
        using var log = RunLog.Open(choices.Log, migration.Name, choices.Verbose, surroundings);
        if (choices.Log.Length == 0)
        {
            surroundings.Say($"log: {log.Place}");
        }
        try
        {
            return await work(log);
        }
        catch (Exception fault) when (WriteDown(log.Own, fault, ExitCode.Of(fault)))
        {
            throw;
        }
    }

    private async Task<int> WorkAsync(RunPlan plan, RunLog log, IJournal journal)
    {
        var progress = new Progress();
        var meter = new ProgressMeter(progress, surroundings.Clock);
        using var interruption = new Interruption(meter.Say);
        try
        {
            await using var open = await OpenMigration.OpenAsync(migration, surroundings.Clock, interruption.WindDown);
            var rehoming = open.With(journal, Context(meter, progress, log, interruption));
            await AskPreflightAsync(plan.Preflight, rehoming, log.Own, interruption.WindDown);
            var summary = await ShowProgressAsync(meter, log.Own, () => plan.Work(rehoming, interruption.Stop));
            await (Report ?? ReportAsync)(plan.Verb, summary, journal, interruption.Stop);
            LogSummary(log.Own, plan.Verb, SummaryJson.Write(summary));
            return (int)summary.Outcome;
        }
        catch (OperationCanceledException fault) when (interruption.WindDown.IsCancellationRequested)
        {
            meter.TakeNotices().ToList().ForEach(surroundings.Say);
            throw new InterruptedException($"stopped; everything done so far is kept. {HowToGoOn(plan.Verb)}", fault);
        }
    }

    private string HowToGoOn(string verb) =>
        words == " ..."
            ? "The same command goes on where it stopped"
            : $"'{surroundings.Command} {verb}{words}' goes on where it stopped";

    private RunContext Context(ProgressMeter meter, Progress progress, RunLog log, Interruption interruption) =>
        new(
            surroundings.Clock,
            new Random(),
            log.Logger,
            new RunListener(meter, log.Own),
            progress,
            interruption.WindDown
        );

    private async Task AskPreflightAsync(
        Preflight preflight,
        Rehoming rehoming,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        if (preflight == Preflight.None)
        {
            return;
        }
        var probes = await rehoming.CheckAsync(cancellationToken);
        foreach (var probe in probes.Where(probe => probe.Verdict != ProbeVerdict.Passed))
        {
            LogProbe(logger, ProbeReport.Line(probe));
            if (preflight == Preflight.Warns || probe.Verdict == ProbeVerdict.Failed)
            {
                surroundings.Say($"{Weight(probe, preflight)}: {ProbeReport.Line(probe)}");
            }
        }
        var failed = probes.Count(probe => probe.Verdict == ProbeVerdict.Failed);
        if (failed > 0 && preflight == Preflight.Decides)
        {
            throw new PreflightException(
                $"the preflight failed in {failed} of {probes.Count} points; nothing was changed. {HowToSee} all of them"
            );
        }
        var warned = probes.Count(probe => probe.Verdict == ProbeVerdict.Warned);
        if (warned > 0 && preflight == Preflight.Decides)
        {
            surroundings.Say(
                $"the preflight has {(warned == 1 ? "a warning" : $"{warned} warnings")}; {HowToSee} {(warned == 1 ? "it" : "them")}"
            );
        }
    }

    private string HowToSee =>
        words.Length > 0
            ? $"'{surroundings.Command} check{words}' shows"
            : $"'{surroundings.Command} check' with the same options shows";

    private static string Weight(Probe probe, Preflight preflight) =>
        probe.Verdict == ProbeVerdict.Warned ? "warning"
        : preflight == Preflight.Decides ? "fails"
        : "a run would fail";

    private async Task<Summary> ShowProgressAsync(ProgressMeter meter, ILogger logger, Func<Task<Summary>> work)
    {
        using var ended = new CancellationTokenSource();
        var isLive = surroundings.TalkIsTerminal && !choices.NoProgress && !choices.Verbose;
        var shown = isLive
            ? new LiveProgress(meter, surroundings.Talk, surroundings.Clock).ShowAsync(ended.Token)
            : new PlainProgress(meter, surroundings.Say, surroundings.Clock).ShowAsync(ended.Token);
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            await ended.CancelAsync();
            await EndAsync(shown, logger);
        }
    }

    private static async Task EndAsync(Task shown, ILogger logger)
    {
        try
        {
            await shown;
        }
        // A terminal that went away must not take the run's result with it.
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            LogDisplay(logger, fault);
        }
    }

    private async Task ReportAsync(string verb, Summary summary, IJournal journal, CancellationToken cancellationToken)
    {
        if (choices.Json)
        {
            surroundings.Print(SummaryJson.Write(summary));
            return;
        }
        await SummaryReport.ShowAsync(
            surroundings.Results,
            migration,
            verb,
            summary,
            journal,
            NextStep.After(verb, summary, surroundings.Command, words),
            cancellationToken
        );
    }
}
