using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rehome.Adapters.SqliteJournal;
using Rehome.Journaling;
using Rehome.Keys;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Phases;
using Rehome.References;
using Xunit;

namespace Rehome.Tests.Infra;

/// <summary>Two buckets and a column in memory, with a real journal in a temporary folder: everything a migration needs.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rehome-world-").FullName;
    private int _journals;

    public World(
        string from = "s3://legacy/image/",
        string to = "s3://production/avatar/",
        bool otherCloud = false,
        params (string Key, string Value)[] rows
    )
    {
        var cloud = new MemoryCloud();
        (Source, Target) = (cloud.Open(from), otherCloud ? OpenElsewhere(to) : cloud.Open(to));
        Column = new MemoryReferenceColumn(
            "avatars.path",
            rows.Select(r => new ReferenceRow(new RowKey(r.Key), r.Value))
        );
        Migration = new Migration("world", new StoreSettings(Source.Location), new StoreSettings(Target.Location))
        {
            Limits = new Limits { Concurrency = 4, Tries = 3 },
        };
    }

    public MemoryObjectStore Source { get; }

    public MemoryObjectStore Target { get; }

    public MemoryReferenceColumn Column { get; }

    public Migration Migration { get; set; }

    public ReferenceForm Form { get; set; } = ReferenceForm.Auto;

    public CancellationTokenSource WindDown { get; } = new();

    /// <summary>The name of the journal; another name is a lost journal.</summary>
    public string JournalName { get; set; } = "world";

    /// <summary>The migration of the walk-through: <paramref name="count"/> objects with a row each.</summary>
    public static World WithAvatars(int count)
    {
        var world = new World();
        for (var i = 0; i < count; i++)
        {
            world.Source.Add($"image/avatar-{i}.png", Picture(i));
            world.Column.Set($"{i:000000}", $"image/avatar-{i}.png");
        }
        return world;
    }

    public static byte[] Picture(int number) => Encoding.UTF8.GetBytes($"picture {number}");

    /// <summary>Runs one verb as one process would: opens the journal, works, closes it.</summary>
    public async Task<Summary> DoAsync(Func<Rehoming, CancellationToken, Task<Summary>> verb)
    {
        var token = TestContext.Current.CancellationToken;
        await using var journal = await OpenJournalAsync(JournalName);
        return await verb(Open(journal), token);
    }

    public Task<Summary> RunAsync() => DoAsync((r, token) => r.RunAsync(token));

    public Task<Summary> PlanAsync() => DoAsync((r, token) => r.PlanAsync(token));

    public Task<Summary> RetireAsync() => DoAsync((r, token) => r.RetireAsync(token));

    public Task<Summary> RollbackAsync() => DoAsync((r, token) => r.RollbackAsync(token));

    public async Task<Summary> VerifyAsync(bool deep = false)
    {
        var token = TestContext.Current.CancellationToken;
        await using var pairs = await OpenJournalAsync($"scratch-{++_journals}");
        await using var targets = await OpenJournalAsync($"scratch-{++_journals}");
        return await Open(pairs).VerifyAsync(targets, deep, token);
    }

    public async Task<IReadOnlyList<RowLetter>> LettersAsync()
    {
        await using var journal = await OpenJournalAsync(JournalName);
        return await journal.ReadLettersAsync(0, 1000, TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<ObjectEntry>> ObjectsAsync(params ObjectState[] states)
    {
        await using var journal = await OpenJournalAsync(JournalName);
        return await journal.ReadObjectsAsync(states, ObjectKey.Start, 1000, TestContext.Current.CancellationToken);
    }

    /// <summary>The promise itself: every row that names an object of either side names one that exists.</summary>
    public void AssertEveryReferenceResolves(params string[] except)
    {
        foreach (var row in Column.Rows.Where(r => !except.Contains(r.Key.Text)))
        {
            var isThere = row.Value.StartsWith(Migration.From.Location.Prefix, StringComparison.Ordinal)
                ? Source.Find(row.Value) is not null
                : Target.Find(row.Value) is not null;
            Assert.True(isThere, $"row {row.Key} names {row.Value}, which does not exist");
        }
    }

    /// <summary>Renames by a regular expression, so that both listings come in different orders.</summary>
    public void Rename(string match, string to) =>
        Migration = Migration with
        {
            Keys = KeyMap.Parse(Migration.From.Location.Prefix, Migration.To.Location.Prefix, match, to),
        };

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        WindDown.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static MemoryObjectStore OpenElsewhere(string location)
    {
        var cloud = new MemoryCloud();
        var store = cloud.Open(location);
        return new MemoryObjectStore(store.Location, cloud)
        {
            Features = store.Features with { CopyDomain = "elsewhere" },
        };
    }

    private Rehoming Open(IJournal journal)
    {
        var settings = new ReferenceSettings(DatabaseUrl.Parse("memory:test"), ColumnName.Parse("avatars.path"))
        {
            Form = Form,
        };
        string[] from = [$"s3://{Source.Location.Container}/", $"https://{Source.Location.Container}.example.org/"];
        string[] to = [$"s3://{Target.Location.Container}/", $"https://{Target.Location.Container}.example.org/"];
        var rule = ReferenceRule.Create(settings, Migration, from, to);
        var context = new RunContext(
            TimeProvider.System,
            new Random(1),
            NullLogger.Instance,
            new SilentListener(),
            new Progress(),
            WindDown.Token
        );
        return new Rehoming(Migration, Source, Target, [new BoundColumn(Column, rule)], journal, context);
    }

    private async Task<SqliteJournal> OpenJournalAsync(string name) =>
        await SqliteJournal.OpenAsync(
            new JournalSettings(Path.Combine(_folder, name + ".db"), "world", ""),
            JournalMode.ReadWrite,
            TestContext.Current.CancellationToken
        );

    private sealed class SilentListener : IMigrationListener
    {
        public void On(MigrationEvent happened) { }
    }
}
