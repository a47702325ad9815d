using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rehome.App.MigrationFiles;

/// <summary>Writes a migration file that explains itself.</summary>
internal static partial class MigrationFileText
{
    /// <summary>The text of a file. Values stand there as the draft has them, variables unreplaced.</summary>
    public static string Write(MigrationDraft draft)
    {
        var text = new StringBuilder();
        text.AppendLine("# A migration of objects, and of the references to them. Look first: rehome plan <this file>");
        text.AppendLine("# ${NAME} and ${NAME:-default} take environment variables anywhere.");
        text.AppendLine();
        Line(text, "name", draft.Name, "names the journal; the file's name by default");
        Side(text, "from", draft.From);
        Side(text, "to", draft.To);
        text.AppendLine();
        text.AppendLine("# Globs on the key after the prefix: * stops at a slash, ** does not.");
        List(text, "include", draft.Include, "[\"**\"]");
        List(text, "exclude", draft.Exclude, "[\"tmp/**\"]");
        Rename(text, draft);
        Line(
            text,
            "objects",
            draft.Objects.Or(new Given("all", "")),
            "all | referenced: only those that some row names"
        );
        text.AppendLine();
        References(text, draft.References);
        text.AppendLine();
        Line(
            text,
            "source",
            draft.Source.Or(new Given("keep", "")),
            "keep | delete: once nothing names an object any more"
        );
        Line(
            text,
            "grace",
            draft.Grace.Or(new Given("0s", "")),
            "wait between the last switch and the first delete: 24h"
        );
        Line(
            text,
            "verify",
            draft.Verify.Or(new Given("standard", "")),
            "standard | strict: byte by byte where no hash proves a copy"
        );
        var concurrency = draft.Limits.Concurrency.IsGiven || draft.Limits.BatchRows.IsGiven;
        text.AppendLine(
            $"{(concurrency ? "" : "# ")}limits: {{ concurrency: {draft.Limits.Concurrency.Or(new Given("64", "")).Text}, batch_rows: {draft.Limits.BatchRows.Or(new Given("1000", "")).Text} }}"
        );
        return text.ToString();
    }

    private static void Side(StringBuilder text, string key, StoreDraft store)
    {
        (string Key, Given Value)[] settings =
        [
            ("endpoint", store.Endpoint),
            ("region", store.Region),
            ("profile", store.Profile),
            ("role", store.Role),
            ("addressing", store.Addressing),
        ];
        var isFolder = store.Url.Text.StartsWith("file:", StringComparison.Ordinal);
        var given = settings.Where(setting => setting.Value.IsGiven && !isFolder).ToArray();
        if (given.Length == 0)
        {
            text.AppendLine($"{key}: {Quote(store.Url.Text)}");
            return;
        }
        text.AppendLine($"{key}:");
        text.AppendLine($"  url: {Quote(store.Url.Text)}");
        foreach (var (name, value) in given)
        {
            text.AppendLine($"  {name}: {Quote(value.Text)}");
        }
    }

    private static void Rename(StringBuilder text, MigrationDraft draft)
    {
        var match = draft.RenameMatch.Or(new Given("^(.*)$", ""));
        var to = draft.RenameMatch.IsGiven ? draft.RenameTo : new Given("$1", "");
        var hint = draft.RenameMatch.IsGiven ? "" : "# ";
        text.AppendLine($"{hint}rename: {{ match: {JsonQuote(match.Text)}, to: {JsonQuote(to.Text)} }}");
    }

    private static void References(StringBuilder text, IReadOnlyList<ReferenceDraft> references)
    {
        text.AppendLine("# The columns whose values name the objects. The key of a row is found in the catalogue.");
        text.AppendLine(
            references.Count > 0
                ? "references:"
                : "# references:\n#   - database: postgres://app:${DB_PASSWORD}@db.example.org/app\n#     column: avatars.path"
        );
        foreach (var reference in references)
        {
            text.AppendLine($"  - database: {Quote(reference.Database.Text)}");
            text.AppendLine($"    column: {Quote(reference.Column.Text)}");
            if (reference.Key.Count > 0)
            {
                text.AppendLine($"    key: [{string.Join(", ", reference.Key.Select(key => JsonQuote(key.Text)))}]");
            }
            text.AppendLine($"    form: {Quote(reference.Form.Or(new Given("auto", "")).Text)} # auto | key | url");
            if (reference.Hosts.Count > 0)
            {
                text.AppendLine(
                    $"    hosts: {{ {string.Join(", ", reference.Hosts.Select(pair => $"{JsonQuote(pair.Old)}: {JsonQuote(pair.New.Text)}"))} }}"
                );
            }
            if (reference.Where.IsGiven)
            {
                text.AppendLine($"    where: {JsonQuote(reference.Where.Text)}");
            }
        }
    }

    private static void List(StringBuilder text, string key, IReadOnlyList<Given> values, string example) =>
        text.AppendLine(
            values.Count > 0
                ? $"{key}: [{string.Join(", ", values.Select(value => JsonQuote(value.Text)))}]"
                : $"# {key}: {example}"
        );

    private static void Line(StringBuilder text, string key, Given value, string comment) =>
        text.AppendLine(value.IsGiven ? $"{key}: {Quote(value.Text)} # {comment}" : $"# {key}: avatars # {comment}");

    private static string Quote(string value) => Plain().IsMatch(value) ? value : JsonQuote(value);

    // What JSON quotes, YAML reads.
    private static string JsonQuote(string value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    [GeneratedRegex(@"\A[A-Za-z0-9/][A-Za-z0-9_./:@${}-]*[A-Za-z0-9_/}]\z")]
    private static partial Regex Plain();
}
