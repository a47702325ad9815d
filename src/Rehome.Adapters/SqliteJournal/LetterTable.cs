using Rehome.Journaling;
using Rehome.Locations;
using Rehome.References;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>The dead letters of the journal.</summary>
internal static class LetterTable
{
    public static void Save(JournalConnection connection, IReadOnlyList<RowLetter> letters)
    {
        var save = connection.Prepare(
            JournalSql.SaveLetter,
            ["@column", "@row", "@kind", "@value", "@source", "@reason"]
        );
        foreach (var letter in letters)
        {
            save.Set(letter.Column, letter.Row.Text, (int)letter.Kind, letter.Value, letter.Source.Value, letter.Reason)
                .ExecuteNonQuery();
        }
    }

    public static void Clear(JournalConnection connection, string column) =>
        connection.Prepare(JournalSql.ClearLetters, ["@column"]).Set(column).ExecuteNonQuery();

    public static IReadOnlyList<RowLetter> Read(JournalConnection connection, int skip, int limit) =>
        connection
            .Prepare(JournalSql.ReadLetters, ["@skip", "@limit"])
            .Set(skip, limit)
            .Read(row => new RowLetter(
                (LetterKind)row.GetInt32(0),
                row.GetString(1),
                new RowKey(row.GetString(2)),
                row.GetString(3),
                new ObjectKey(row.GetString(4)),
                row.GetString(5)
            ));

    public static IReadOnlyDictionary<LetterKind, long> Count(JournalConnection connection) =>
        connection
            .Prepare(JournalSql.CountLetters)
            .Read(row => (Kind: (LetterKind)row.GetInt32(0), Count: row.GetInt64(1)))
            .ToDictionary(line => line.Kind, line => line.Count);
}
