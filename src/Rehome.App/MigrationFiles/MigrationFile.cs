namespace Rehome.App.MigrationFiles;

/// <summary>Reads the shape of a migration file; the values are checked by <see cref="MigrationBuilder"/>.</summary>
internal static class MigrationFile
{
    private const string ReferenceExample = "{ database: postgres://user@host/database, column: table.column }";

    /// <summary>Reads a file.</summary>
    /// <param name="folder">What <paramref name="path"/> is relative to.</param>
    /// <param name="path">As the user wrote it.</param>
    /// <param name="faults">Hears what is wrong.</param>
    /// <param name="environment">Null where a variable is not set.</param>
    /// <exception cref="MigrationFaultException">There is no such file, or it cannot be read.</exception>
    public static MigrationDraft Load(string folder, string path, FaultList faults, Func<string, string?> environment)
    {
        try
        {
            return Read(path, File.ReadAllText(Path.Combine(folder, path)), faults, environment);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MigrationFaultException([new Fault(path, "there is no such file; 'rehome init' writes one")]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MigrationFaultException([new Fault(path, $"the file cannot be read: {fault.Message}")]);
        }
    }

    /// <summary>Reads text; what is wrong goes to <paramref name="faults"/>.</summary>
    public static MigrationDraft Read(string fileName, string text, FaultList faults, Func<string, string?> environment)
    {
        var source = new YamlSource(fileName, faults, environment);
        if (source.Load(text) is not { } node)
        {
            faults.ThrowIfAny();
            return new MigrationDraft();
        }
        var root = new YamlSection(source, node, SectionKeys.Root);
        var rename = root.Section("rename", SectionKeys.Rename, "a mapping: { match: \"^(.*)$\", to: \"$1\" }");
        var references = root.Sections("references", SectionKeys.Reference, ReferenceExample);
        return new MigrationDraft
        {
            Name = root.Value("name"),
            From = Store(root, "from"),
            To = Store(root, "to"),
            Include = root.Values("include"),
            Exclude = root.Values("exclude"),
            RenameMatch = rename?.Value("match") ?? Given.None,
            RenameTo = rename?.Value("to") ?? Given.None,
            Objects = root.Value("objects"),
            References = [.. references.Select(Reference)],
            Conflict = root.Value("conflict"),
            Source = root.Value("source"),
            Grace = root.Value("grace"),
            Verify = root.Value("verify"),
            Limits = Limits(root.Section("limits", SectionKeys.Limits, "a mapping: { concurrency: 64 }")),
        };
    }

    private static StoreDraft Store(YamlSection root, string key) =>
        root.ValueOrSection(key, SectionKeys.Store) switch
        {
            (var url, null) => new StoreDraft { Url = url },
            (_, var store) => new StoreDraft
            {
                Url = store.Value("url"),
                Endpoint = store.Value("endpoint"),
                Region = store.Value("region"),
                Profile = store.Value("profile"),
                Role = store.Value("role"),
                Addressing = store.Value("addressing"),
            },
        };

    private static ReferenceDraft Reference(YamlSection reference) =>
        new(reference.Place)
        {
            Database = reference.Value("database"),
            Column = reference.Value("column"),
            Key = reference.Values("key"),
            Form = reference.Value("form"),
            Hosts = reference.Pairs("hosts"),
            Where = reference.Value("where"),
        };

    private static LimitsDraft Limits(YamlSection? limits) =>
        limits is null
            ? new LimitsDraft()
            : new LimitsDraft
            {
                Concurrency = limits.Value("concurrency"),
                BatchRows = limits.Value("batch_rows"),
                RowsPerSecond = limits.Value("rows_per_second"),
                PartThreshold = limits.Value("part_threshold"),
                PartSize = limits.Value("part_size"),
                Buffer = limits.Value("buffer"),
                Tries = limits.Value("tries"),
            };
}
