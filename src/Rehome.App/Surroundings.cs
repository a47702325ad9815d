using Spectre.Console;

namespace Rehome.App;

/// <summary>What the process sees of the world: its streams, its environment, its clock.</summary>
/// <param name="Results">Standard output: results and nothing else.</param>
/// <param name="Talk">Standard error: everything said to people.</param>
/// <param name="Input">Standard input.</param>
/// <param name="InputIsTerminal">True when someone can answer a question.</param>
/// <param name="TalkIsTerminal">True when someone watches.</param>
/// <param name="Environment">Null where a variable is not set.</param>
/// <param name="Folder">The current folder.</param>
/// <param name="Clock">Time.</param>
internal sealed record Surroundings(
    IAnsiConsole Results,
    IAnsiConsole Talk,
    TextReader Input,
    bool InputIsTerminal,
    bool TalkIsTerminal,
    Func<string, string?> Environment,
    string Folder,
    TimeProvider Clock
)
{
    // Wide enough for the widest table, for readers of log files.
    private const int WidthWithoutTerminal = 120;

    /// <summary>Those of this process.</summary>
    public static Surroundings OfThisProcess() =>
        new(
            Open(Console.Out, Console.IsOutputRedirected),
            Open(Console.Error, Console.IsErrorRedirected),
            Console.In,
            !Console.IsInputRedirected,
            !Console.IsErrorRedirected,
            System.Environment.GetEnvironmentVariable,
            Directory.GetCurrentDirectory(),
            TimeProvider.System
        );

    /// <summary>How the user calls this program, so that a command can be copied from a message.</summary>
    public string Command => Environment("REHOME_COMMAND") is { Length: > 0 } command ? command : "rehome";

    /// <summary>True when a question can be asked and seen.</summary>
    public bool CanAsk => InputIsTerminal && TalkIsTerminal;

    /// <summary>Asks a question that is answered by yes or no; no is the default.</summary>
    public bool Confirm(string question)
    {
        Talk.Markup($"[yellow]{Markup.Escape(question)}[/] [[y/N]] ");
        return Input.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <summary>Asks for a text; an empty answer takes the default.</summary>
    public string Ask(string question, string fallback)
    {
        Talk.Markup(
            fallback.Length > 0
                ? $"{Markup.Escape(question)} [grey]({Markup.Escape(fallback)})[/] "
                : $"{Markup.Escape(question)} "
        );
        return Input.ReadLine()?.Trim() is { Length: > 0 } answer ? answer : fallback;
    }

    /// <summary>A line of plain text on standard error, neither wrapped nor coloured: it may be a path to copy.</summary>
    public void Say(string text) => Talk.Profile.Out.Writer.WriteLine(text);

    /// <summary>A line of plain text on standard output.</summary>
    public void Print(string text) => Results.Profile.Out.Writer.WriteLine(text);

    /// <summary>A console on a stream.</summary>
    public static IAnsiConsole Open(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = isRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
            }
        );
        if (isRedirected)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }
        return console;
    }
}
