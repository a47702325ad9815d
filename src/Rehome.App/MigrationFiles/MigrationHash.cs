using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rehome.Migrations;

namespace Rehome.App.MigrationFiles;

/// <summary>
/// The fingerprint of what a migration means. Credentials, limits, the verify level and the name are left out: changing
/// them changes how the work is done, not which work it is.
/// </summary>
internal static class MigrationHash
{
    /// <summary>The fingerprint in hex.</summary>
    public static string Of(Migration migration, MigrationDraft draft)
    {
        var lines = new List<string>
        {
            Side(migration.From),
            Side(migration.To),
            Line(["include", .. draft.Include.Select(glob => glob.Text)]),
            Line(["exclude", .. draft.Exclude.Select(glob => glob.Text)]),
            Line(["rename", draft.RenameMatch.Text, draft.RenameTo.Text]),
            Line([$"{migration.Objects}", $"{migration.Source}", $"{migration.Grace}"]),
        };
        lines.AddRange(migration.References.Select(Reference));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static string Side(StoreSettings store) => Line([store.Location.ToString(), store.Endpoint]);

    private static string Reference(ReferenceSettings reference)
    {
        var database = reference.Database.ToString();
        var at = database.LastIndexOf('@');
        var address = at < 0 ? database : reference.Database.Scheme + database[at..];
        var hosts = reference
            .Hosts.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => new[] { pair.Key, pair.Value });
        return Line([
            address,
            reference.Column.ToString(),
            $"{reference.Form}",
            reference.Where,
            "key",
            .. reference.Key,
            "hosts",
            .. hosts,
        ]);
    }

    // JSON keeps the fields apart whatever they hold.
    private static string Line(string[] fields) => JsonSerializer.Serialize(fields);
}
