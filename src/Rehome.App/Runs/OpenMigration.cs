using Rehome.Adapters;
using Rehome.App.MigrationFiles;
using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Phases;
using Rehome.References;
using Rehome.Stores;

namespace Rehome.App.Runs;

/// <summary>The stores and columns of a migration, open.</summary>
internal sealed class OpenMigration : IAsyncDisposable
{
    private readonly Migration _migration;
    private readonly List<BoundColumn> _columns = [];

    private OpenMigration(Migration migration, IObjectStore source, IObjectStore target)
    {
        _migration = migration;
        Source = source;
        Target = target;
    }

    /// <summary>The source.</summary>
    public IObjectStore Source { get; }

    /// <summary>The target.</summary>
    public IObjectStore Target { get; }

    /// <summary>The reference columns with their rules.</summary>
    public IReadOnlyList<BoundColumn> Columns => _columns;

    /// <summary>Opens stores, which sends nothing, and columns, which connects.</summary>
    /// <exception cref="MigrationFaultException">A setting does not fit its store or column.</exception>
    /// <exception cref="PreflightException">A database cannot be reached or used.</exception>
    public static async Task<OpenMigration> OpenAsync(
        Migration migration,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var open = OpenStores(migration, clock);
        try
        {
            var adapters = AdapterList.Stores(clock);
            var sourceBases = Find(adapters, migration.From).UrlBases(migration.From);
            var targetBases = Find(adapters, migration.To).UrlBases(migration.To);
            foreach (var settings in migration.References)
            {
                var rule = Fitting(() => ReferenceRule.Create(settings, migration, sourceBases, targetBases));
                open.Add(new BoundColumn(await OpenColumnAsync(settings, clock, cancellationToken), rule));
            }
            return open;
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the stores only, for verbs that reach no database.</summary>
    public static OpenMigration OpenStores(Migration migration, TimeProvider clock)
    {
        var adapters = AdapterList.Stores(clock);
        return Fitting(() =>
        {
            var (source, target) = (Find(adapters, migration.From), Find(adapters, migration.To));
            RefuseOverlap(migration, source.UrlBases(migration.From), target.UrlBases(migration.To));
            return new OpenMigration(migration, source.Open(migration.From), target.Open(migration.To));
        });
    }

    /// <summary>The migration on this journal.</summary>
    public Rehoming With(IJournal journal, RunContext context) =>
        new(_migration, Source, Target, Columns, journal, context);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var column in _columns)
        {
            await column.Column.DisposeAsync();
        }
        await Source.DisposeAsync();
        await Target.DisposeAsync();
    }

    // Two spellings of one column, with and without its schema, show only once the catalogue was asked.
    private void Add(BoundColumn column)
    {
        _columns.Add(column);
        if (_columns.DistinctBy(other => other.Column.Description.Id).Count() < _columns.Count)
        {
            throw new MigrationFaultException([
                new Fault("references", $"{column.Column.Description.Id} stands there twice; keep one"),
            ]);
        }
    }

    // The file alone does not tell where a side is whose endpoint comes from a profile or a variable.
    private static void RefuseOverlap(
        Migration migration,
        IReadOnlyList<string> sourceBases,
        IReadOnlyList<string> targetBases
    )
    {
        if (Overlap.Find(migration.From, sourceBases, migration.To, targetBases) is { Length: > 0 } overlap)
        {
            throw new FormatException(overlap);
        }
    }

    private static IStoreAdapter Find(IReadOnlyList<IStoreAdapter> adapters, StoreSettings settings) =>
        adapters.FirstOrDefault(adapter => adapter.Scheme == settings.Location.Scheme)
        ?? throw new FormatException(
            $"{settings.Location}: stores of the kind '{settings.Location.Scheme}' are not built yet; possible: {string.Join(", ", adapters.Select(adapter => adapter.Scheme))}"
        );

    private static async Task<IReferenceColumn> OpenColumnAsync(
        ReferenceSettings settings,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var adapters = AdapterList.Databases(clock);
        var adapter =
            adapters.FirstOrDefault(adapter => adapter.Schemes.Contains(settings.Database.Scheme))
            ?? throw new MigrationFaultException([
                new Fault(
                    "references",
                    $"databases of the kind '{settings.Database.Scheme}' are not built yet; possible: {string.Join(", ", adapters.SelectMany(adapter => adapter.Schemes))}"
                ),
            ]);
        try
        {
            return await adapter.OpenAsync(settings, cancellationToken);
        }
        catch (FormatException fault)
        {
            throw new MigrationFaultException([new Fault($"{settings.Column}", fault.Message)]);
        }
        catch (ReferenceException fault)
        {
            throw new PreflightException(fault.Message, fault);
        }
    }

    private static T Fitting<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (FormatException fault)
        {
            throw new MigrationFaultException([new Fault("", fault.Message)]);
        }
    }
}
