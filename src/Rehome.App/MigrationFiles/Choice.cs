namespace Rehome.App.MigrationFiles;

/// <summary>A value that is one of a few words.</summary>
/// <param name="Name">The key, for people.</param>
/// <param name="Words">Each word with what it means.</param>
/// <param name="Unbuilt">Words of the design that this version cannot do yet.</param>
internal sealed record Choice<T>(
    string Name,
    IReadOnlyList<(string Word, T Value)> Words,
    IReadOnlyList<string> Unbuilt
)
{
    /// <summary>Reads a word.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public T Parse(string text)
    {
        foreach (var (word, value) in Words)
        {
            if (word == text)
            {
                return value;
            }
        }
        var known = Words.Select(choice => choice.Word).ToArray();
        throw new FormatException(
            Unbuilt.Contains(text)
                ? $"{Name} '{text}' is not built yet; possible: {string.Join(", ", known)}"
                : $"{Name} '{text}' is not one of {string.Join(", ", known)}"
        );
    }
}
