using Rehome.Migrations;
using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>Notices that the columns name nothing of the source, which is more often a mistake than a wish.</summary>
internal static class UnnamedSource
{
    /// <summary>Adds a notice where there are objects and columns, and no row of any column names an object of either side.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="verb">What was done; only some verbs read rows.</param>
    /// <param name="summary">How it ended.</param>
    public static Summary Warn(Migration migration, string verb, Summary summary) =>
        verb is "plan" or "run" or "switch"
        && summary.Outcome != Outcome.Interrupted
        && migration.References.Count > 0
        && summary is { Objects.Listed: > 0, References.Scanned: 0 }
            ? summary with
            {
                Notices = [.. summary.Notices, Notice(migration)],
            }
            : summary;

    private static string Notice(Migration migration)
    {
        var columns = string.Join(", ", migration.References.Select(reference => reference.Column).Distinct());
        var keys = migration.From.Location.Prefix is { Length: > 0 } prefix
            ? $"keys that begin with '{prefix}'"
            : "keys";
        return $"No row of {columns} names an object of the source. Is it the right column? Its values must be {keys}, without a slash before them, or URLs of the source.";
    }
}
