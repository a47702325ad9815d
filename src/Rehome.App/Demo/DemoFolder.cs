using Rehome.Adapters.Sqlite;
using Rehome.App.MigrationFiles;

namespace Rehome.App.Demo;

/// <summary>The folder of a demo: an old store, a new store, a database and a migration file.</summary>
/// <param name="path">The whole path.</param>
/// <param name="shown">As people would name it from where they are.</param>
internal sealed class DemoFolder(string path, string shown)
{
    private const string Mark = "# Written by 'rehome demo'.";

    /// <summary>The migration file, as people would name it.</summary>
    public string ShownFile => Path.Combine(shown, "migration.yaml");

    /// <summary>The folder, as people would name it.</summary>
    public string Shown => shown;

    /// <summary>The migration file.</summary>
    public string File => Path.Combine(path, "migration.yaml");

    /// <summary>The log file of the demo.</summary>
    public string Log => Path.Combine(path, "demo.log");

    /// <summary>The migration's name, of its own for each folder.</summary>
    public string Name => MigrationBuilder.NameFrom(shown);

    private string Old => Path.Combine(path, "old");

    private string New => Path.Combine(path, "new");

    private string Database => Path.Combine(path, "photos.db");

    /// <summary>Makes everything anew.</summary>
    /// <returns>The bytes of the pictures in the old store.</returns>
    /// <exception cref="MigrationFaultException">The folder holds something else.</exception>
    public async Task<long> CreateAsync(CancellationToken cancellationToken)
    {
        Clear();
        var bytes = 0L;
        foreach (var photo in DemoPhoto.All)
        {
            bytes += await PutAsync(Old, photo.Key, photo.Id, cancellationToken);
        }
        bytes += await PutAsync(Old, DemoPhoto.UnreferencedKey, 500, cancellationToken);
        await PutAsync(New, DemoPhoto.Present.Key, DemoPhoto.Present.Id, cancellationToken);
        await PutAsync(New, DemoPhoto.InConflict.Key, 600, cancellationToken);
        await SampleTable.CreateAsync(
            Database,
            [.. DemoPhoto.All.Append(DemoPhoto.Lost).Select(photo => (photo.Title, photo.Url))],
            cancellationToken
        );
        await System.IO.File.WriteAllTextAsync(File, MigrationText(), cancellationToken);
        return bytes;
    }

    private void Clear()
    {
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.CreateDirectory(path);
            return;
        }
        if (
            !System.IO.File.Exists(File)
            || !System.IO.File.ReadLines(File).First().StartsWith(Mark, StringComparison.Ordinal)
        )
        {
            throw new MigrationFaultException([
                new Fault(shown, "the folder holds something that is no demo; choose another with --folder"),
            ]);
        }
        foreach (var folder in new[] { Old, New }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
        foreach (var file in new[] { Database, Database + "-wal", Database + "-shm", Log })
        {
            System.IO.File.Delete(file);
        }
    }

    private static async Task<long> PutAsync(string store, string key, int number, CancellationToken cancellationToken)
    {
        var file = Path.Combine(store, key);
        var picture = Landscape.Paint(number);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await System.IO.File.WriteAllBytesAsync(file, picture, cancellationToken);
        return picture.Length;
    }

    private string MigrationText() =>
        $$"""
            {{Mark}} Try it: rehome plan {{ShownFile}}
            name: {{Name}}
            from: "file://{{Old}}/"
            to: "file://{{New}}/"
            references:
              - database: "sqlite:{{Database}}"
                column: {{SampleTable.Column}}
                form: url
                # The rows hold URLs of the host that serves the old store; in the end they name the new one.
                hosts: { old.example.org: photos.example.org }

            """;
}
