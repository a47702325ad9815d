namespace Rehome.Adapters.Relational;

/// <summary>Finds what the user may have meant.</summary>
internal static class NearName
{
    /// <summary>Names that differ in more than so many letters are not near.</summary>
    private const int MostDifferences = 3;

    /// <summary><c>; did you mean 'path'?</c>, or what there is when nothing is near, or nothing when there is nothing.</summary>
    public static string Hint(string wanted, IReadOnlyCollection<string> names)
    {
        var near = names
            .Select(name => (Name: name, Distance: Distance(Fold(wanted), Fold(name))))
            .Where(each => each.Distance <= Math.Min(MostDifferences, wanted.Length / 2))
            .OrderBy(each => each.Distance)
            .ThenBy(each => each.Name, StringComparer.Ordinal)
            .Select(each => each.Name)
            .FirstOrDefault();
        return near is not null ? $"; did you mean '{near}'?"
            : names.Count is > 0 and <= 12 ? $"; there is {string.Join(", ", names.Order(StringComparer.Ordinal))}"
            : "";
    }

    private static string Fold(string name) => name.ToUpperInvariant();

    /// <summary>Letters to change, add or drop to turn one name into the other.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[right.Length];
    }
}
