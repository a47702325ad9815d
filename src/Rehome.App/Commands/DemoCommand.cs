using System.CommandLine;
using Rehome.App.Demo;

namespace Rehome.App.Commands;

/// <summary>The verb that shows what this is about.</summary>
internal static class DemoCommand
{
    public static Verb Create(Surroundings surroundings)
    {
        var folder = new Option<string>("--folder")
        {
            HelpName = "path",
            Description = "Where to put it (default: rehome-demo); made anew each time",
            DefaultValueFactory = _ => "rehome-demo",
        };
        var verb = new Verb(
            "demo",
            "Make sample photos and rows on this machine, migrate and verify them",
            "rehome demo",
            "rehome demo --folder /tmp/photos"
        )
        {
            Explanation =
                "Takes a few seconds and needs neither a cloud nor a server. The photos hold four problems of real life.",
        };
        verb.Options.Add(folder);
        verb.SetAction(
            (parsed, _) =>
            {
                var shown = parsed.GetValue(folder)!.TrimEnd('/');
                return new DemoTour(
                    surroundings,
                    new DemoFolder(Path.GetFullPath(shown, surroundings.Folder), shown)
                ).RunAsync();
            }
        );
        return verb;
    }
}
