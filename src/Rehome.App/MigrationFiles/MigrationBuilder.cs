using System.Text.RegularExpressions;
using Rehome.Keys;
using Rehome.Migrations;

namespace Rehome.App.MigrationFiles;

/// <summary>Turns a draft into a checked migration, or reports everything that is wrong with it.</summary>
internal static partial class MigrationBuilder
{
    private static readonly Choice<ObjectScope> s_objects = new(
        "objects",
        [("all", ObjectScope.All), ("referenced", ObjectScope.Referenced)],
        []
    );

    private static readonly Choice<SourcePolicy> s_source = new(
        "source",
        [("keep", SourcePolicy.Keep), ("delete", SourcePolicy.Delete)],
        []
    );

    private static readonly Choice<VerifyLevel> s_verify = new(
        "verify",
        [("standard", VerifyLevel.Standard), ("strict", VerifyLevel.Strict)],
        []
    );

    private static readonly Choice<bool> s_conflict = new("conflict", [("report", true)], ["rename"]);

    /// <summary>Checks every value.</summary>
    /// <param name="draft">As written.</param>
    /// <param name="defaultName">The name where none is given.</param>
    /// <param name="faults">What is already known to be wrong.</param>
    /// <exception cref="MigrationFaultException">Anything is wrong; carries every fault.</exception>
    public static Migration Build(MigrationDraft draft, string defaultName, FaultList faults)
    {
        var from = StoreBuilder.Build(draft.From, "from", faults);
        var to = StoreBuilder.Build(draft.To, "to", faults);
        var references = ReferenceBuilder.Build(draft.References, faults);
        var objects = faults.Try(draft.Objects, s_objects.Parse, ObjectScope.All);
        var name = faults.Try(draft.Name, ReadName, defaultName);
        var limits = LimitsBuilder.Build(draft.Limits, faults);
        var source = faults.Try(draft.Source, s_source.Parse, SourcePolicy.Keep);
        var grace = faults.Try(draft.Grace, Duration.Parse, TimeSpan.Zero);
        var verify = faults.Try(draft.Verify, s_verify.Parse, VerifyLevel.Standard);
        faults.Try(draft.Conflict, s_conflict.Parse, true);
        var keys = ReadKeys(draft, from, to, faults);
        if (objects == ObjectScope.Referenced && draft.References.Count == 0)
        {
            faults.Add(draft.Objects.Place, "objects 'referenced' needs 'references', which say what is referenced");
        }
        if (from is not null && to is not null && Overlap.Find(from, to) is { Length: > 0 } overlap)
        {
            faults.Add(draft.To.Url.Place, overlap);
        }
        faults.ThrowIfAny();
        var migration = new Migration(name, from!, to!)
        {
            Filter = KeyFilter.Parse(
                [.. draft.Include.Select(glob => glob.Text)],
                [.. draft.Exclude.Select(glob => glob.Text)]
            ),
            Keys = keys!,
            Objects = objects,
            References = references,
            Source = source,
            Grace = grace,
            Verify = verify,
            Limits = limits,
        };
        return migration with { Hash = MigrationHash.Of(migration, draft) };
    }

    /// <summary>Makes a name of any text: what a name may not hold becomes a dash.</summary>
    public static string NameFrom(string text) =>
        NotInName().Replace(text, "-").Trim('-', '.') is { Length: > 0 } name
            ? name[..Math.Min(name.Length, 100)]
            : "migration";

    private static KeyMap? ReadKeys(MigrationDraft draft, StoreSettings? from, StoreSettings? to, FaultList faults)
    {
        if (draft.RenameTo.IsGiven && !draft.RenameMatch.IsGiven)
        {
            faults.Add(draft.RenameTo.Place, "a rename needs 'match', the regular expression that 'to' replaces");
        }
        var sourcePrefix = from?.Location.Prefix ?? "";
        var targetPrefix = to?.Location.Prefix ?? "";
        return faults.Try<KeyMap?>(
            draft.RenameMatch,
            match => KeyMap.Parse(sourcePrefix, targetPrefix, match, draft.RenameTo.Text),
            new PrefixKeyMap(sourcePrefix, targetPrefix)
        );
    }

    private static string ReadName(string text) =>
        NotInName().IsMatch(text) || text.Trim('.', '-').Length == 0 || text.Length > 100
            ? throw new FormatException(
                $"the name '{text}' may hold letters, digits, dots, dashes and underscores, at most 100"
            )
            : text;

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex NotInName();
}
