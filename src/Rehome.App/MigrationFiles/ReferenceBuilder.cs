using Rehome.Migrations;

namespace Rehome.App.MigrationFiles;

/// <summary>Checks the reference columns of a migration.</summary>
internal static class ReferenceBuilder
{
    private static readonly Choice<ReferenceForm> s_form = new(
        "form",
        [("auto", ReferenceForm.Auto), ("key", ReferenceForm.Key), ("url", ReferenceForm.Url)],
        ["json", "text", "array"]
    );

    /// <summary>Reads the values of all columns.</summary>
    public static IReadOnlyList<ReferenceSettings> Build(IReadOnlyList<ReferenceDraft> drafts, FaultList faults)
    {
        var references = new List<ReferenceSettings>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            if (Build(draft, faults) is not { } reference)
            {
                continue;
            }
            references.Add(reference);
            if (!seen.Add($"{reference.Database}#{reference.Column}"))
            {
                faults.Add(
                    draft.Place,
                    $"the column {reference.Column} of the same database stands here twice; keep one"
                );
            }
        }
        return references;
    }

    private static ReferenceSettings? Build(ReferenceDraft draft, FaultList faults)
    {
        if (!draft.Database.IsGiven)
        {
            faults.Add(
                draft.Place,
                "'database' is missing; write it like postgres://user@host/database or sqlite:folder/file.db"
            );
        }
        if (!draft.Column.IsGiven)
        {
            faults.Add(draft.Place, "'column' is missing; write it as table.column or schema.table.column");
        }
        var database = faults.Try<DatabaseUrl?>(draft.Database, DatabaseUrl.Parse, null);
        var column = faults.Try<ColumnName?>(draft.Column, ColumnName.Parse, null);
        var form = faults.Try(draft.Form, s_form.Parse, ReferenceForm.Auto);
        foreach (var twice in draft.Key.GroupBy(key => key.Text).Where(same => same.Skip(1).Any()))
        {
            faults.Add(twice.Last().Place, $"the key column '{twice.Key}' stands here twice; keep one");
        }
        if (draft.Hosts.Count > 0 && form == ReferenceForm.Key)
        {
            faults.Add(draft.Hosts[0].New.Place, "'hosts' are for URLs, and form 'key' reads none; drop one of them");
        }
        return database is null || column is null
            ? null
            : new ReferenceSettings(database, column)
            {
                Key = [.. draft.Key.Select(key => key.Text)],
                Form = form,
                Hosts = draft.Hosts.DistinctBy(pair => pair.Old).ToDictionary(pair => pair.Old, pair => pair.New.Text),
                Where = draft.Where.Text,
            };
    }
}
