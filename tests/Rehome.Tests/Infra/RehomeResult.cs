using System.Text.Json;

namespace Rehome.Tests.Infra;

/// <summary>How the program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record RehomeResult(int ExitCode, string Output, string Error)
{
    /// <summary>The last line of standard output as JSON: the summary, with <c>--json</c>.</summary>
    public JsonElement Summary => JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;
}
