using System.Globalization;
using System.Text.Json;

namespace Rehome.Bench;

/// <summary>The program under test.</summary>
internal sealed class RehomeProgram(TestBed bed, BenchOptions options)
{
    /// <summary>Lists, copies, proves, journals, and switches all rows.</summary>
    public CommandWords Run(Target target) => Words("run", Migration(target));

    /// <summary>Lists, copies, proves and journals.</summary>
    public CommandWords Copy(Target target) => Words("copy", Migration(target));

    /// <summary>The same with another number of requests at a time.</summary>
    public CommandWords Copy(Target target, int concurrency) =>
        Words("copy", Migration(target), "--concurrency", concurrency.ToString(CultureInfo.InvariantCulture));

    /// <summary>Does nothing but start.</summary>
    public CommandWords Version() => Words("--version");

    /// <summary>Checks the summary that a run printed, so that nobody wins by leaving work undone.</summary>
    /// <exception cref="InvalidOperationException">Not everything was done.</exception>
    public void CheckSummary(string output, bool switches)
    {
        var summary = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
        var copied = summary.GetProperty("objects").GetProperty("copied").GetInt64();
        var switched = summary.GetProperty("references").GetProperty("switched").GetInt64();
        if (copied != options.Objects || switched != (switches ? options.Objects : 0))
        {
            throw new InvalidOperationException($"the run ended with work undone: {summary}");
        }
    }

    private string Migration(Target target)
    {
        var file = Path.Combine(bed.Folder, $"{target.Bucket}.yaml");
        File.WriteAllText(
            file,
            $$"""
            from: { url: "s3://{{TestBed.Source}}/image/", endpoint: "{{bed.Endpoint}}" }
            to: { url: "s3://{{target.Bucket}}/avatar/", endpoint: "{{bed.Endpoint}}" }
            references:
              - database: "{{bed.DatabaseUrl}}"
                column: {{target.Table}}.path

            """
        );
        return file;
    }

    private CommandWords Words(params string[] arguments) =>
        new(
            options.Program,
            arguments is ["--version"] ? arguments : [.. arguments, "--json"],
            new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = bed.Owner.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = bed.Owner.SecretKey,
                ["AWS_PROFILE"] = "",
                ["AWS_SESSION_TOKEN"] = "",
                ["AWS_CA_BUNDLE"] = "",
            },
            bed.Folder
        );
}
