using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Rehome.Locations;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>Values in and out of a compiled statement.</summary>
internal static class StatementExtensions
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static SqliteCommand Set(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        return command;
    }

    public static List<T> Read<T>(this SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        var all = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            all.Add(read(reader));
        }
        return all;
    }

    /// <summary>A list parameter. No object has a NUL in its key, and SQLite would cut a text from JSON at it.</summary>
    public static string ToJson(this IEnumerable<ObjectKey> keys) =>
        JsonSerializer.Serialize(
            keys.Select(key => key.Value).Where(key => !key.Contains('\0', StringComparison.Ordinal)),
            s_json
        );

    /// <summary>A list parameter of the numbers of states.</summary>
    public static string ToJson<TState>(this IReadOnlyList<TState> states)
        where TState : struct, Enum => "[" + string.Join(',', states.Select(state => state.ToString("D"))) + "]";
}
