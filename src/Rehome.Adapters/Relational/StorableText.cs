using System.Buffers;
using Rehome.References;

namespace Rehome.Adapters.Relational;

/// <summary>Keeps text that no database can take from breaking a connection or from being cut silently.</summary>
internal static class StorableText
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create([
        .. Enumerable.Range(0xD800, 0x800).Append(0).Select(code => (char)code),
    ]);

    /// <summary>Refuses a batch with text that holds a NUL character or half a surrogate pair.</summary>
    /// <exception cref="ReferenceException">A row was refused.</exception>
    public static void Demand(IReadOnlyList<RowSwitch> batch, string column)
    {
        foreach (var row in batch)
        {
            if (!IsStorable(row.OldValue) || !IsStorable(row.NewValue) || !IsStorable(row.Key.Text))
            {
                throw new ReferenceException(
                    ReferenceFailure.RowRefused,
                    $"switch {column}: the row {row.Key} has a key or value with a NUL character or half a surrogate pair, "
                        + "which is not text; mend the row by hand"
                );
            }
        }
    }

    /// <summary>True when the text survives UTF-8 and a C string.</summary>
    public static bool IsStorable(ReadOnlySpan<char> text)
    {
        for (var start = text.IndexOfAny(Suspects); start >= 0; start = text.IndexOfAny(Suspects))
        {
            if (text.Length < start + 2 || !char.IsSurrogatePair(text[start], text[start + 1]))
            {
                return false;
            }
            text = text[(start + 2)..];
        }
        return true;
    }
}
