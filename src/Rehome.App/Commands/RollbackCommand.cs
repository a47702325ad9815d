using Rehome.App.Runs;

namespace Rehome.App.Commands;

/// <summary>The verb that undoes.</summary>
internal static class RollbackCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var verb = new Verb(
            "rollback",
            "Undo: return every switched row to its old value",
            "rehome rollback avatars.yaml --yes"
        )
        {
            Explanation =
                "A row that the application has changed since is left alone. Objects that were deleted at the source are copied back first. The copies at the target stay.",
        };
        var flags = new CommandFlags(verb, surroundings);
        verb.SetAction(
            async (parsed, _) =>
            {
                var run = flags.Run(parsed);
                if (
                    !flags.Choices(parsed).Yes
                    && surroundings.CanAsk
                    && !surroundings.Confirm("Return every switched row to its old value?")
                )
                {
                    surroundings.Say("nothing was changed");
                    return ExitCode.Done;
                }
                return await run.ExecuteAsync(
                    new RunPlan("rollback", Preflight.None, (rehoming, token) => rehoming.RollbackAsync(token))
                );
            }
        );
        return verb;
    }
}
