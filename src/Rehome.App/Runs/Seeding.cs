using System.Text;
using Rehome.Adapters;
using Rehome.App.Terminal;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.References;
using Rehome.Stores;

namespace Rehome.App.Runs;

/// <summary>Fills the source and the tables of a migration with samples: objects first, so that no row names one that is not there.</summary>
internal sealed class Seeding(Surroundings surroundings, Migration migration)
{
    private const int Batch = 5000;

    private static readonly ObjectMetadata s_metadata = new()
    {
        ContentType = "text/plain",
        CacheControl = "max-age=60",
    };

    /// <summary>Makes the objects, and one row an object in each column.</summary>
    /// <param name="count">How many objects.</param>
    /// <param name="size">Bytes of each.</param>
    /// <param name="yes">True when a source that holds objects may be filled too.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="PreflightException">The source is not empty, or the tables cannot be filled.</exception>
    public async Task RunAsync(long count, int size, bool yes, CancellationToken cancellationToken)
    {
        await using var open = await OpenMigration.OpenAsync(migration, surroundings.Clock, cancellationToken);
        var store = open.Source;
        var present = await store.ListAsync(store.Location.Prefix, ObjectKey.Start, cancellationToken);
        if (present.Objects.Count > 0 && !yes)
        {
            throw new PreflightException($"{store.Location} holds objects already; --yes adds the samples to them");
        }
        for (var first = 1L; first <= count; first += Batch)
        {
            ObjectKey[] keys = [.. Numbers(first, Math.Min(Batch, count - first + 1)).Select(Key)];
            await Parallel.ForEachAsync(
                keys,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = migration.Limits.Concurrency,
                    CancellationToken = cancellationToken,
                },
                (key, token) => PutAsync(store, key, Content(key, size), token)
            );
            for (var at = 0; at < open.Columns.Count; at++)
            {
                await InsertAsync(open.Columns[at].Column, migration.References[at], keys, cancellationToken);
            }
            surroundings.Say($"{StepWords.Number(first + keys.Length - 1)} of {StepWords.Number(count)} samples");
        }
    }

    private static IEnumerable<long> Numbers(long first, long count)
    {
        for (var number = first; number < first + count; number++)
        {
            yield return number;
        }
    }

    private ObjectKey Key(long number)
    {
        var rest = $"sample-{number:0000000}.txt";
        return migration.Filter.Matches(rest)
            ? new ObjectKey(migration.From.Location.Prefix + rest)
            : throw new PreflightException(
                $"the samples have names like {rest}, which 'include' and 'exclude' keep out; seed without them"
            );
    }

    private static byte[] Content(ObjectKey key, int size)
    {
        var content = new byte[size];
        content.AsSpan().Fill((byte)'.');
        var name = Encoding.UTF8.GetBytes(key.Value + "\n");
        name.AsSpan(0, Math.Min(name.Length, size)).CopyTo(content);
        return content;
    }

    private static async ValueTask PutAsync(
        IObjectStore store,
        ObjectKey key,
        byte[] content,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await store.PutAsync(key, content, s_metadata, WriteCondition.Absent, cancellationToken);
        }
        catch (StoreException fault) when (fault.Failure == StoreFailure.Exists)
        {
            // A sample of an earlier try.
        }
    }

    private async Task InsertAsync(
        IReferenceColumn column,
        ReferenceSettings settings,
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    )
    {
        if (column is not ISampleRows samples)
        {
            throw new PreflightException(
                $"{column.Description.Name}: this kind of database cannot be filled with sample rows yet"
            );
        }
        var start = UrlStart(settings);
        await samples.InsertAsync(
            [.. keys.Select(key => start.Length > 0 ? start + Escape(key) : key.Value)],
            cancellationToken
        );
    }

    // A bare key tells a source object from a moved one only by its prefix.
    private string UrlStart(ReferenceSettings settings)
    {
        var keysAreEnough =
            settings.Form == ReferenceForm.Key
            || (
                settings.Form == ReferenceForm.Auto
                && settings.Hosts.Count == 0
                && migration.From.Location.Prefix.Length > 0
            );
        return keysAreEnough ? ""
            : settings.Hosts.Keys.FirstOrDefault() is { } host ? $"https://{host.TrimEnd('/')}/"
            : AdapterList
                .Stores(surroundings.Clock)
                .First(adapter => adapter.Scheme == migration.From.Location.Scheme)
                .UrlBases(migration.From)[0];
    }

    private static string Escape(ObjectKey key) => string.Join('/', key.Value.Split('/').Select(Uri.EscapeDataString));
}
