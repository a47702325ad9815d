using System.CommandLine;

namespace Rehome.App.Commands;

/// <summary>The verb that audits.</summary>
internal static class VerifyCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var deep = new Option<bool>("--deep") { Description = "Compare the bytes of every pair" };
        var verb = new Verb(
            "verify",
            "The independent audit: trusts the stores and the databases, never the journal",
            "rehome verify avatars.yaml --deep"
        )
        {
            Explanation =
                "Lists both sides, compares every pair and looks up what every row names. Exit code 5 when something differs.",
        };
        verb.Options.Add(deep);
        var flags = new CommandFlags(verb, surroundings);
        verb.SetAction((parsed, _) => flags.Run(parsed).AuditAsync(parsed.GetValue(deep)));
        return verb;
    }
}
