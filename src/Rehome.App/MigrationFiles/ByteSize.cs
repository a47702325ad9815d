using System.Globalization;

namespace Rehome.App.MigrationFiles;

/// <summary>Numbers of bytes as people write and read them.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, long Bytes)[] s_units =
    [
        ("KiB", 1L << 10),
        ("MiB", 1L << 20),
        ("GiB", 1L << 30),
        ("TiB", 1L << 40),
        ("kB", 1_000),
        ("MB", 1_000_000),
        ("GB", 1_000_000_000),
        ("TB", 1_000_000_000_000),
        ("B", 1),
    ];

    /// <summary>Reads <c>8MiB</c>, <c>64 MB</c> or a plain number of bytes.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static long Parse(string text)
    {
        var trimmed = text.Trim();
        var unit = s_units.FirstOrDefault(
            unit => trimmed.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase),
            ("", 1)
        );
        var number = trimmed[..^unit.Item1.Length].TrimEnd();
        return
            decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count <= long.MaxValue / unit.Item2
            && decimal.IsInteger(count * unit.Item2)
            ? (long)(count * unit.Item2)
            : throw new FormatException($"'{text}' is not a size; write it like 8MiB, 64MB or 1048576");
    }

    /// <summary>For people: <c>1.2 MB</c>.</summary>
    public static string Show(double bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB", "PB"];
        var unit = 0;
        for (; bytes >= 999.5 && unit < units.Length - 1; unit++)
        {
            bytes /= 1000;
        }
        return bytes.ToString(unit == 0 || bytes >= 99.95 ? "0" : "0.0", CultureInfo.InvariantCulture)
            + " "
            + units[unit];
    }
}
