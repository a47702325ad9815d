using System.CommandLine;
using System.Globalization;

namespace Rehome.Bench;

/// <summary>The command line of the benchmarks.</summary>
internal sealed class BenchCommand
{
    private static readonly BenchOptions s_default = new();

    private readonly Option<int> _objects = Number("--objects", "Objects, and rows that name them", s_default.Objects);
    private readonly Option<int> _bytes = Number("--bytes", "Bytes of one object", s_default.Bytes);
    private readonly Option<int> _rounds = Number("--rounds", "How often each contestant runs", s_default.Rounds);
    private readonly Option<string> _concurrencies = new("--concurrencies")
    {
        Description = "Requests at a time that are compared with each other: 16,64; empty for none",
        DefaultValueFactory = _ => string.Join(',', s_default.Concurrencies),
    };
    private readonly Option<int> _concurrencyRounds = Number(
        "--concurrency-rounds",
        "How often each of these runs",
        s_default.ConcurrencyRounds
    );
    private readonly Option<int> _starts = Number(
        "--starts",
        "How often the program is started to show its version",
        s_default.Starts
    );
    private readonly Option<string> _program = new("--program")
    {
        Description = "The rehome program to measure (default: the one of this checkout)",
        DefaultValueFactory = _ => s_default.Program,
    };
    private readonly Option<string> _result = new("--result")
    {
        Description = "A Markdown file to write the result to",
        DefaultValueFactory = _ => s_default.Result,
    };

    /// <summary>Reads the words and runs the benchmarks.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] words)
    {
        var flags = new BenchCommand();
        var root = new RootCommand(
            "Measures rehome against rclone on a RADOS Gateway and PostgreSQL, which it starts itself."
        )
        {
            flags._objects,
            flags._bytes,
            flags._rounds,
            flags._concurrencies,
            flags._concurrencyRounds,
            flags._starts,
            flags._program,
            flags._result,
        };
        root.SetAction(
            (parsed, token) =>
                Contest.RunAsync(flags.Read(parsed), string.Join(' ', ["./build", "bench", .. words]), token)
        );
        return root.Parse(words).InvokeAsync();
    }

    private BenchOptions Read(ParseResult parsed) =>
        new()
        {
            Objects = parsed.GetValue(_objects),
            Bytes = parsed.GetValue(_bytes),
            Rounds = parsed.GetValue(_rounds),
            Concurrencies =
            [
                .. (parsed.GetValue(_concurrencies) ?? "")
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(number => int.Parse(number, CultureInfo.InvariantCulture)),
            ],
            ConcurrencyRounds = parsed.GetValue(_concurrencyRounds),
            Starts = parsed.GetValue(_starts),
            Program = Path.GetFullPath(parsed.GetValue(_program) ?? ""),
            Result = parsed.GetValue(_result) ?? "",
        };

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
