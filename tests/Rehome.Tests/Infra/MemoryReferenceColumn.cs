using System.Text;
using Rehome.Adapters.Relational;
using Rehome.Checks;
using Rehome.References;

namespace Rehome.Tests.Infra;

/// <summary>A reference column in memory: the same contract as a database, with hooks for what an application does meanwhile.</summary>
/// <param name="name">Like <c>avatars.path</c>.</param>
/// <param name="rows">The first rows.</param>
/// <param name="order">The order of the keys; ordinal unless given.</param>
public sealed class MemoryReferenceColumn(string name, IEnumerable<ReferenceRow> rows, IComparer<string>? order = null)
    : IReferenceColumn
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _rows = new(
        rows.ToDictionary(row => row.Key.Text, row => row.Value),
        order ?? StringComparer.Ordinal
    );

    /// <inheritdoc/>
    public ColumnDescription Description { get; } = new($"memory:#{name}", name, ["id"]);

    /// <summary>Runs before each batch is switched, outside the lock: the place to change rows, to fail, or to wait.</summary>
    public Func<IReadOnlyList<RowSwitch>, CancellationToken, Task> BeforeSwitch { get; set; } =
        (_, _) => Task.CompletedTask;

    /// <summary>Runs after each batch was switched, outside the lock: the place to fail when all is written already.</summary>
    public Func<IReadOnlyList<RowSwitch>, CancellationToken, Task> AfterSwitch { get; set; } =
        (_, _) => Task.CompletedTask;

    /// <summary>Rows that the database refuses, like a check constraint does.</summary>
    public Func<RowSwitch, bool> Refuses { get; set; } = _ => false;

    /// <summary>What the preflight finds.</summary>
    public IReadOnlyList<Probe> Probes { get; set; } = [new Probe(name, "read key and value", ProbeVerdict.Passed, "")];

    /// <summary>How many batches were asked for.</summary>
    public int Switches { get; private set; }

    /// <summary>The rows as they are now, in the order of their keys.</summary>
    public IReadOnlyList<ReferenceRow> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _rows.Select(row => new ReferenceRow(new RowKey(row.Key), row.Value))];
            }
        }
    }

    /// <summary>Writes a row as the application would.</summary>
    public void Set(string key, string value)
    {
        lock (_lock)
        {
            _rows[key] = value;
        }
    }

    /// <summary>Removes a row as the application would.</summary>
    public void Remove(string key)
    {
        lock (_lock)
        {
            _rows.Remove(key);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReferenceRow>> ReadAsync(RowQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var compare = _rows.Comparer;
        return ValueTask.FromResult<IReadOnlyList<ReferenceRow>>([
            .. Rows.Where(row => query.After.IsNone || compare.Compare(row.Key.Text, query.After.Text) > 0)
                .Where(row => query.UpTo.IsNone || compare.Compare(row.Key.Text, query.UpTo.Text) <= 0)
                .Where(row => query.Prefixes.Count == 0 || query.Prefixes.Any(prefix => StartsWith(row.Value, prefix)))
                .Take(query.Limit),
        ]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RowKey>> SplitAsync(int ranges, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var keys = Rows.Select(row => row.Key).ToList();
        return ValueTask.FromResult<IReadOnlyList<RowKey>>([
            .. Enumerable
                .Range(1, Math.Max(0, ranges - 1))
                .Select(part => (keys.Count * part / ranges) - 1)
                .Where(index => index >= 0)
                .Distinct()
                .Select(index => keys[index]),
        ]);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RowOutcome>> SwitchAsync(
        IReadOnlyList<RowSwitch> batch,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        StorableText.Demand(batch, Description.Name);
        await BeforeSwitch(batch, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var outcomes = Write(batch);
        await AfterSwitch(batch, cancellationToken);
        return outcomes;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Probe>> ProbeAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Probes);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private RowOutcome[] Write(IReadOnlyList<RowSwitch> batch)
    {
        lock (_lock)
        {
            Switches++;
            var hits = batch
                .Select(row => _rows.TryGetValue(row.Key.Text, out var value) && value == row.OldValue)
                .ToList();
            if (
                batch.Where((row, index) => hits[index] && Refuses(row)).Select(row => row.Key.Text).FirstOrDefault() is
                { } key
            )
            {
                throw new ReferenceException(
                    ReferenceFailure.RowRefused,
                    $"switch a batch of {name}: the row {key} was refused"
                );
            }
            for (var index = 0; index < batch.Count; index++)
            {
                if (hits[index])
                {
                    _rows[batch[index].Key.Text] = batch[index].NewValue;
                }
            }
            return [.. hits.Select(hit => hit ? RowOutcome.Switched : RowOutcome.Changed)];
        }
    }

    private static bool StartsWith(string value, string prefix) =>
        Encoding.UTF8.GetBytes(value).AsSpan().StartsWith(Encoding.UTF8.GetBytes(prefix));
}
