using System.CommandLine;
using System.Text.RegularExpressions;
using Rehome.App.MigrationFiles;

namespace Rehome.App.Commands;

/// <summary>The options that say reference columns.</summary>
internal sealed partial class ReferenceFlags
{
    private readonly Option<string?> _database = new("--database")
    {
        HelpName = "url",
        Description = "postgres://user@host/database or sqlite:folder/file.db; ${NAME} takes an environment variable",
    };
    private readonly Option<string[]> _column = new("--column")
    {
        HelpName = "table.column",
        Description = "A column whose values name objects; may be repeated",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string[]> _key = new("--key")
    {
        HelpName = "column",
        Description = "What identifies a row (default: the primary key); may be repeated",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _form = new("--form")
    {
        HelpName = "auto|key|url",
        Description = "How a value names an object",
    };
    private readonly Option<string[]> _hosts = new("--hosts")
    {
        HelpName = "old=new",
        Description = "For URLs that use another host name, as of a CDN; may be repeated",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string?> _where = new("--where")
    {
        HelpName = "sql",
        Description = "A condition that narrows the rows",
    };

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> Options => [_database, _column, _key, _form, _hosts, _where];

    /// <summary>
    /// The columns that the flags and the file name together. <c>--column</c> takes the place of the file's columns; the
    /// other options change each column.
    /// </summary>
    public IReadOnlyList<ReferenceDraft> Read(FlagReader read, IReadOnlyList<ReferenceDraft> file, FaultList faults)
    {
        var changes = new ReferenceDraft("--database")
        {
            Database = read.Value(_database),
            Key = read.Values(_key),
            Form = read.Value(_form),
            Hosts = [.. read.Values(_hosts).Select(pair => Split(pair, faults))],
            Where = read.Value(_where),
        };
        var columns = read.Values(_column);
        if (columns.Count == 0)
        {
            return file.Count == 0 && changes.Database.IsGiven
                ? [changes]
                : [.. file.Select(column => changes.Or(column) with { Place = column.Place })];
        }
        var databases = file.Select(column => column.Database).DistinctBy(database => database.Text).ToArray();
        var database = changes.Database.Or(databases is [var only] ? only : Given.None);
        return [.. columns.Select(column => changes with { Place = "--column", Column = column, Database = database })];
    }

    /// <summary>A warning about a password in the process list; empty when there is none.</summary>
    public string Warning(ParseResult parsed) =>
        parsed.GetValue(_database) is { } database && WrittenPassword().IsMatch(database)
            ? "the password in --database shows in the process list of this machine; better '${DB_PASSWORD}' in single quotes, PGPASSWORD or ~/.pgpass"
            : "";

    private static (string Old, Given New) Split(Given pair, FaultList faults)
    {
        if (pair.Text.Split('=', 2) is [{ Length: > 0 } old, { Length: > 0 } replacement])
        {
            return (old, pair with { Text = replacement });
        }
        faults.Add(pair.Place, $"'{pair.Text}' is not a pair; write it like old.example.org=new.example.org");
        return ("", Given.None);
    }

    [GeneratedRegex(
        @"://[^:@/]*:(?!\$\{)[^@]+@|[?&]password=(?!\$\{)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex WrittenPassword();
}
