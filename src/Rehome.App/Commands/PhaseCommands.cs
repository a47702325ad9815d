using Rehome.App.Runs;
using Rehome.Migrations;

namespace Rehome.App.Commands;

/// <summary>The verbs that do one phase, or all of them.</summary>
internal static class PhaseCommands
{
    /// <summary>The work of a plan.</summary>
    public static RunPlan PlanWork { get; } =
        new("plan", Preflight.Warns, (rehoming, token) => rehoming.PlanAsync(token));

    /// <summary>The work of a run.</summary>
    public static RunPlan RunWork { get; } =
        new("run", Preflight.Decides, (rehoming, token) => rehoming.RunAsync(token));

    public static Verb Plan(Surroundings surroundings) =>
        Create(
            surroundings,
            new Verb(
                "plan",
                "The dry run: what would be copied and switched, and what stands in the way",
                "rehome plan avatars.yaml",
                "rehome plan --from s3://old/image/ --to s3://new/avatar/ --database 'postgres://app:${DB_PASSWORD}@db/app' --column avatars.path"
            )
            {
                Explanation = "Lists both sides and reads the reference columns. Changes nothing but the journal.",
            },
            PlanWork
        );

    public static Verb Run(Surroundings surroundings) =>
        Create(
            surroundings,
            new Verb(
                "run",
                "Plan, copy, switch and, where the migration says so, retire",
                "rehome run avatars.yaml",
                "rehome run avatars.yaml --delete-source --grace 24h"
            )
            {
                Explanation =
                    "Copies every object, proves each copy, and then switches the rows that name it. Stopped at any point, the same command goes on where it stopped.",
            },
            RunWork
        );

    public static Verb Copy(Surroundings surroundings) =>
        Create(
            surroundings,
            new Verb("copy", "Plan and copy; no database is changed", "rehome copy avatars.yaml"),
            new RunPlan("copy", Preflight.Decides, (rehoming, token) => rehoming.CopyAsync(token))
        );

    public static Verb Switch(Surroundings surroundings) =>
        Create(
            surroundings,
            new Verb("switch", "Switch the rows whose objects are proven at the target", "rehome switch avatars.yaml"),
            new RunPlan("switch", Preflight.Decides, (rehoming, token) => rehoming.SwitchAsync(token))
        );

    public static Verb Retire(Surroundings surroundings)
    {
        var verb = new Verb(
            "retire",
            "Delete source objects that are proven at the target and named by no row",
            "rehome retire avatars.yaml --grace 24h"
        )
        {
            Explanation =
                "Every object is checked afresh before it goes: at the target, unchanged since it was copied, unreferenced in every column, and past its grace period.",
        };
        var flags = new CommandFlags(verb, surroundings);
        var plan = new RunPlan("retire", Preflight.Decides, (rehoming, token) => rehoming.RetireAsync(token));
        // This verb deletes whatever the file says, so the preflight must prove that it may.
        verb.SetAction(
            (parsed, _) =>
                flags.Run(parsed, migration => migration with { Source = SourcePolicy.Delete }).ExecuteAsync(plan)
        );
        return verb;
    }

    private static Verb Create(Surroundings surroundings, Verb verb, RunPlan plan)
    {
        var flags = new CommandFlags(verb, surroundings);
        verb.SetAction((parsed, _) => flags.Run(parsed).ExecuteAsync(plan));
        return verb;
    }
}
