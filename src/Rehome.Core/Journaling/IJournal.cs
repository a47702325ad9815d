using Rehome.Locations;
using Rehome.References;

namespace Rehome.Journaling;

/// <summary>
/// The durable record of one migration. What a call has returned from is on disk: it survives the process's death, and
/// a power cut may lose the last moments but never the order. Calls may come from several callers; writes are batches,
/// whole or not at all. Losing the journal is never unsafe: the stores and the database hold the truth.
/// Errors are <see cref="JournalException"/>s.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>For people: where the journal is.</summary>
    string Place { get; }

    /// <summary>Writes entries, each replacing the one of the same source key; keeps <see cref="ObjectEntry.Referenced"/> as it was.</summary>
    ValueTask SaveObjectsAsync(IReadOnlyList<ObjectEntry> entries, CancellationToken cancellationToken);

    /// <summary>Entries after <paramref name="after"/> up to and with <paramref name="upTo"/>, in key order.</summary>
    ValueTask<IReadOnlyList<ObjectEntry>> ReadObjectsAsync(
        ObjectKey after,
        ObjectKey upTo,
        CancellationToken cancellationToken
    );

    /// <summary>The next <paramref name="limit"/> entries in any of the states, after a key, in key order.</summary>
    ValueTask<IReadOnlyList<ObjectEntry>> ReadObjectsAsync(
        IReadOnlyList<ObjectState> states,
        ObjectKey after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>The entries of these source keys, in no order; keys that are unknown are missing from the answer.</summary>
    ValueTask<IReadOnlyList<ObjectEntry>> FindObjectsAsync(
        IReadOnlyList<ObjectKey> sources,
        CancellationToken cancellationToken
    );

    /// <summary>The entries that map to these target keys, in no order.</summary>
    ValueTask<IReadOnlyList<ObjectEntry>> FindByTargetAsync(
        IReadOnlyList<ObjectKey> targets,
        CancellationToken cancellationToken
    );

    /// <summary>Removes the marks of <see cref="MarkReferencedAsync"/> from all entries.</summary>
    ValueTask ClearReferencedAsync(CancellationToken cancellationToken);

    /// <summary>Marks entries as named by some row; unknown keys are passed over.</summary>
    ValueTask MarkReferencedAsync(IReadOnlyList<ObjectKey> sources, CancellationToken cancellationToken);

    /// <summary>Records that these rows are about to be switched.</summary>
    /// <returns>The number of the first; the others follow without a gap.</returns>
    ValueTask<long> IntendAsync(string column, IReadOnlyList<RowSwitch> rows, CancellationToken cancellationToken);

    /// <summary>Records what became of the rows from <paramref name="first"/> on, in order.</summary>
    ValueTask SettleAsync(long first, IReadOnlyList<RowState> states, CancellationToken cancellationToken);

    /// <summary>The next row entries before a number, latest first: the order of undoing.</summary>
    ValueTask<IReadOnlyList<RowEntry>> ReadRowsAsync(
        IReadOnlyList<RowState> states,
        long before,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Removes all letters of a column: a new full scan begins.</summary>
    ValueTask ClearLettersAsync(string column, CancellationToken cancellationToken);

    /// <summary>Adds letters; one of the same column and row is replaced.</summary>
    ValueTask SaveLettersAsync(IReadOnlyList<RowLetter> letters, CancellationToken cancellationToken);

    /// <summary>Letters in order of column and row, from the given place on.</summary>
    ValueTask<IReadOnlyList<RowLetter>> ReadLettersAsync(int skip, int limit, CancellationToken cancellationToken);

    /// <summary>Counts everything.</summary>
    ValueTask<JournalTotals> CountAsync(CancellationToken cancellationToken);

    /// <summary>A named note of the migration (its phase, when it last switched a row, …); empty when there is none.</summary>
    ValueTask<string> ReadNoteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a named note.</summary>
    ValueTask WriteNoteAsync(string name, string value, CancellationToken cancellationToken);
}
