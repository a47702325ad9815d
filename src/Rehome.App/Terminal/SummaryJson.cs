using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>The machine-readable summary: one line, snake_case, sizes in bytes, times in seconds. Fields are only ever added at the end.</summary>
internal static class SummaryJson
{
    /// <summary>Letters of keys stay as they are; what JSON demands is still escaped.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a summary.</summary>
    public static string Write(Summary summary) =>
        Line(json =>
        {
            json.WriteString("migration", summary.Migration);
            json.WriteString("phase", Snake(summary.Phase.ToString()));
            json.WriteNumber("exit_code", (int)summary.Outcome);
            WriteObjects(json, summary.Objects);
            WriteReferences(json, summary.References);
            json.WriteNumber("elapsed_seconds", Math.Round(summary.Elapsed.TotalSeconds, 3));
            json.WriteStartArray("notices");
            foreach (var notice in summary.Notices)
            {
                json.WriteStringValue(notice);
            }
            json.WriteEndArray();
        });

    /// <summary>The line of an error.</summary>
    public static string WriteError(string text, int exitCode) =>
        Line(json =>
        {
            json.WriteString("error", text);
            json.WriteNumber("exit_code", exitCode);
        });

    /// <summary>One JSON object in one line.</summary>
    public static string Line(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary><c>RolledBack</c> as <c>rolled_back</c>.</summary>
    public static string Snake(string name) =>
        string.Concat(
            name.Select(
                (letter, at) =>
                    char.IsUpper(letter) ? (at > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()
            )
        );

    private static void WriteObjects(Utf8JsonWriter json, ObjectCounts objects)
    {
        json.WriteStartObject("objects");
        json.WriteNumber("listed", objects.Listed);
        json.WriteNumber("bytes", objects.Bytes);
        json.WriteNumber("copied", objects.Copied);
        json.WriteNumber("present", objects.Present);
        json.WriteNumber("skipped", objects.Skipped);
        json.WriteNumber("conflicts", objects.Conflicts);
        json.WriteNumber("failed", objects.Failed);
        json.WriteNumber("retired", objects.Retired);
        json.WriteNumber("unreferenced", objects.Unreferenced);
        json.WriteNumber("planned", objects.Planned);
        json.WriteNumber("planned_bytes", objects.PlannedBytes);
        json.WriteEndObject();
    }

    private static void WriteReferences(Utf8JsonWriter json, ReferenceCounts references)
    {
        json.WriteStartObject("references");
        json.WriteNumber("scanned", references.Scanned);
        json.WriteNumber("legacy", references.Legacy);
        json.WriteNumber("switched", references.Switched);
        json.WriteNumber("changed", references.Changed);
        json.WriteNumber("dangling", references.Dangling);
        json.WriteNumber("failed", references.Failed);
        json.WriteNumber("rolled_back", references.RolledBack);
        json.WriteEndObject();
    }
}
