using System.Globalization;
using Rehome.Migrations;

namespace Rehome.App.MigrationFiles;

/// <summary>Checks the limits of a migration.</summary>
internal static class LimitsBuilder
{
    /// <summary>Reads the values; what is not given has its default.</summary>
    public static Limits Build(LimitsDraft draft, FaultList faults)
    {
        var defaults = new Limits();
        return new Limits
        {
            Concurrency = Number(
                draft.Concurrency,
                "concurrency",
                1,
                4096,
                defaults.Concurrency,
                "auto",
                defaults.Concurrency
            ),
            BatchRows = Number(
                draft.BatchRows,
                "batch_rows",
                1,
                10_000,
                defaults.BatchRows,
                "auto",
                defaults.BatchRows
            ),
            RowsPerSecond = Number(
                draft.RowsPerSecond,
                "rows_per_second",
                0,
                int.MaxValue,
                defaults.RowsPerSecond,
                "none",
                0
            ),
            PartThreshold = Size(draft.PartThreshold, defaults.PartThreshold),
            PartSize = Size(draft.PartSize, defaults.PartSize),
            BufferBytes = Size(draft.Buffer, defaults.BufferBytes),
            Tries = Number(draft.Tries, "tries", 1, 1000, defaults.Tries, "auto", defaults.Tries),
        };

        int Number(Given given, string name, int least, int most, int fallback, string word, int meaning) =>
            faults.Try(given, text => text == word ? meaning : Parse(text, name, least, most), fallback);

        long Size(Given given, long fallback) => faults.Try(given, ByteSize.Parse, fallback);
    }

    private static int Parse(string text, string name, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : throw new FormatException(
                most == int.MaxValue
                    ? $"{name} '{text}' is not a whole number of {least} or more"
                    : $"{name} '{text}' is not a whole number from {least} to {most}"
            );
}
