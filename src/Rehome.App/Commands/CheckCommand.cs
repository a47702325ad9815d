using Rehome.App.Runs;
using Rehome.App.Terminal;
using Rehome.Checks;

namespace Rehome.App.Commands;

/// <summary>The verb that looks before anything is done.</summary>
internal static class CheckCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var verb = new Verb(
            "check",
            "Preflight: reach every store and database and prove each right that is needed",
            "rehome check avatars.yaml"
        )
        {
            Explanation =
                "Every right is proven by a harmless try that leaves nothing behind. Exit code 3 when anything fails that a run needs.",
        };
        var flags = new CommandFlags(verb, surroundings);
        verb.SetAction(
            async (parsed, _) =>
            {
                var migration = flags.Input.Read(parsed);
                var choices = flags.Choices(parsed);
                var probes = await new MigrationRun(
                    surroundings,
                    choices,
                    migration,
                    flags.Input.Words(parsed)
                ).CheckAsync();
                return Report(surroundings, migration.Name, probes, choices.Json);
            }
        );
        return verb;
    }

    private static int Report(Surroundings surroundings, string name, IReadOnlyList<Probe> probes, bool json)
    {
        var counts = Enum.GetValues<ProbeVerdict>()
            .ToDictionary(verdict => verdict, verdict => probes.Count(probe => probe.Verdict == verdict));
        var code = counts[ProbeVerdict.Failed] > 0 ? ExitCode.NeedsDecision : ExitCode.Done;
        if (!json)
        {
            ProbeReport.Show(surroundings.Results, probes);
            surroundings.Print(
                code == ExitCode.Done
                    ? $"ready: {probes.Count} points looked at, {counts[ProbeVerdict.Warned]} with a warning"
                    : $"not ready: {counts[ProbeVerdict.Failed]} of {probes.Count} points fail"
            );
            return code;
        }
        foreach (var probe in probes)
        {
            surroundings.Print(ProbeReport.Json(probe));
        }
        surroundings.Print(
            SummaryJson.Line(line =>
            {
                line.WriteString("migration", name);
                line.WriteNumber("exit_code", code);
                line.WriteNumber("passed", counts[ProbeVerdict.Passed]);
                line.WriteNumber("warned", counts[ProbeVerdict.Warned]);
                line.WriteNumber("failed", counts[ProbeVerdict.Failed]);
            })
        );
        return code;
    }
}
