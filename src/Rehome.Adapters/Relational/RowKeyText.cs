using System.Text.Encodings.Web;
using System.Text.Json;
using Rehome.References;

namespace Rehome.Adapters.Relational;

/// <summary>
/// Writes the key of a row as text and reads it back. One column is its own text; several are a JSON array of texts.
/// A single text that is empty (which would mean no row) or looks like an array is written as an array of one.
/// </summary>
internal static class RowKeyText
{
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The key of the row with these key values, in the order of the key's columns.</summary>
    public static RowKey Write(params string[] values) =>
        values is [{ Length: > 0 } single] && single[0] != '['
            ? new RowKey(single)
            : new RowKey(JsonSerializer.Serialize(values, Relaxed));

    /// <summary>The key values of a row.</summary>
    /// <exception cref="ReferenceException">The text is not a key of so many columns: the key of the table is not the one it was.</exception>
    public static string[] Read(RowKey key, int columns)
    {
        var values = key.Text.StartsWith('[') ? Parse(key.Text) : [key.Text];
        return values.Length == columns ? values : throw Foreign(key, columns);
    }

    private static string[] Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(text) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static ReferenceException Foreign(RowKey key, int columns) =>
        new(
            ReferenceFailure.Unusable,
            $"the row key '{key}' does not fit a key of {columns} column(s); the table's key has changed since it was recorded"
        );
}
