using System.Globalization;
using Rehome.Adapters.Relational;
using Rehome.References;
using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

/// <summary>The fake, seen as a table; a key of several columns goes by its JSON text.</summary>
internal sealed class MemoryReferenceTable(KeyKind kind, IReadOnlyList<SeedRow> rows) : ReferenceTable
{
    private readonly HashSet<string> _withoutValue =
    [
        .. rows.Where(row => row.Value is null).Select(row => row.Key[0]),
    ];

    private readonly MemoryReferenceColumn _column = new(
        "avatars.path",
        rows.Where(row => row.Value is not null).Select(row => new ReferenceRow(RowKeyText.Write(row.Key), row.Value!)),
        kind == KeyKind.Number ? Comparer<string>.Create((left, right) => Number(left).CompareTo(Number(right))) : null
    );

    public override Task<IReferenceColumn> OpenAsync() => Task.FromResult<IReferenceColumn>(_column);

    public override Task<IReadOnlyDictionary<string, string?>> ValuesAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(
            _column
                .Rows.Select(row => (row.Key.Text, Value: (string?)row.Value))
                .Concat(_withoutValue.Select(key => (key, (string?)null)))
                .ToDictionary(row => row.Item1, row => row.Item2)
        );

    public override Task SetAsync(string key, string value)
    {
        _column.Set(key, value);
        return Task.CompletedTask;
    }

    public override Task RemoveAsync(string key)
    {
        _column.Remove(key);
        return Task.CompletedTask;
    }

    public override Task RefuseAsync(string value)
    {
        _column.Refuses = row => row.NewValue == value;
        return Task.CompletedTask;
    }

    public override Task<IAsyncDisposable> HoldAsync(string key)
    {
        var released = new TaskCompletionSource();
        _column.BeforeSwitch = (batch, token) =>
            batch.Any(row => row.Key.Text == key) ? released.Task.WaitAsync(token) : Task.CompletedTask;
        return Task.FromResult<IAsyncDisposable>(new Hold(released));
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static long Number(string key) => long.Parse(key, CultureInfo.InvariantCulture);

    private sealed class Hold(TaskCompletionSource released) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            released.SetResult();
            return ValueTask.CompletedTask;
        }
    }
}
