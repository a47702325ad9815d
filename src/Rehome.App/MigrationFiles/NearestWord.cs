namespace Rehome.App.MigrationFiles;

/// <summary>Finds what the user most likely meant.</summary>
internal static class NearestWord
{
    /// <summary>The known word closest to the given one; empty where none is close enough to be a slip.</summary>
    public static string Find(string word, IEnumerable<string> known)
    {
        var (nearest, fewest) = ("", Math.Max(2, word.Length / 3) + 1);
        foreach (var candidate in known)
        {
            var edits = Edits(word.ToLowerInvariant(), candidate);
            if (edits < fewest)
            {
                (nearest, fewest) = (candidate, edits);
            }
        }
        return nearest;
    }

    // Levenshtein's distance, one row of the table at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
