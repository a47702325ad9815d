using System.Globalization;
using System.Text.RegularExpressions;

namespace Rehome.App.MigrationFiles;

/// <summary>Spans of time as people write and read them.</summary>
internal static partial class Duration
{
    /// <summary>Reads <c>30s</c>, <c>10m</c>, <c>24h</c>, <c>7d</c>, <c>1h30m</c> or <c>0</c>.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static TimeSpan Parse(string text)
    {
        var match = Form().Match(text.Trim());
        if (text.Trim() == "0")
        {
            return TimeSpan.Zero;
        }
        if (!match.Success || match.Length == 0)
        {
            throw new FormatException($"'{text}' is not a duration; write it like 30s, 10m, 24h or 7d");
        }
        return new TimeSpan(Part(match, "d"), Part(match, "h"), Part(match, "m"), Part(match, "s"));
    }

    /// <summary>For people: <c>0.4 s</c>, <c>12 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Show(TimeSpan span) =>
        span switch
        {
            { TotalSeconds: < 9.95 } => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s",
            { TotalSeconds: < 60 } => $"{span.Seconds} s",
            { TotalMinutes: < 60 } => $"{span.Minutes} min {span.Seconds} s",
            { TotalHours: < 48 } => $"{(int)span.TotalHours} h {span.Minutes} min",
            _ => $"{(int)span.TotalDays} d {span.Hours} h",
        };

    private static int Part(Match match, string unit) =>
        match.Groups[unit].Success ? int.Parse(match.Groups[unit].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\A(?:(?<d>\d{1,5})d)?(?:(?<h>\d{1,6})h)?(?:(?<m>\d{1,7})m)?(?:(?<s>\d{1,8})s)?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
