using Rehome.Journaling;
using Rehome.Locations;
using Rehome.References;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>The journal in one SQLite file. No store or database secret is ever in it.</summary>
public sealed class SqliteJournal : IJournal
{
    private readonly JournalFile _file;
    private readonly JournalSettings _settings;
    private long _lastRow;
    private volatile bool _hasTargetIndex;

    private SqliteJournal(JournalFile file, JournalSettings settings)
    {
        _file = file;
        _settings = settings;
        _hasTargetIndex = file.IsReadOnly;
        (StoredHash, _lastRow) = file.Read(
            reader => (JournalSchema.ReadMeta(reader, "hash"), reader.AskNumber(JournalSql.LastSwitch)),
            whole: true,
            CancellationToken.None
        );
    }

    /// <inheritdoc/>
    public string Place => _settings.Path;

    /// <summary>The hash of the migration that the journal was last used with.</summary>
    public string StoredHash { get; private set; }

    /// <summary>False when the migration was changed since: ask, then <see cref="AcceptHashAsync"/>.</summary>
    public bool HashMatches => StoredHash == _settings.MigrationHash;

    /// <summary>Opens the journal, and makes it where there is none and <paramref name="mode"/> lets it.</summary>
    /// <exception cref="JournalException">It cannot be used; the message says what to do.</exception>
    /// <exception cref="DllNotFoundException">There is no SQLite on this system; the message says what to install.</exception>
    public static ValueTask<SqliteJournal> OpenAsync(
        JournalSettings settings,
        JournalMode mode,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        cancellationToken.ThrowIfCancellationRequested();
        var file = JournalFile.Open(settings, mode);
        try
        {
            return new(new SqliteJournal(file, settings));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with the migration as it reads now.</summary>
    public async ValueTask AcceptHashAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(writer => JournalSchema.WriteMeta(writer, "hash", _settings.MigrationHash), cancellationToken);
        StoredHash = _settings.MigrationHash;
    }

    /// <inheritdoc/>
    public ValueTask SaveObjectsAsync(IReadOnlyList<ObjectEntry> entries, CancellationToken cancellationToken) =>
        WriteAsync(writer => ObjectTable.Save(writer, entries), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ObjectEntry>> ReadObjectsAsync(
        ObjectKey after,
        ObjectKey upTo,
        CancellationToken cancellationToken
    ) => ReadAsync(reader => ObjectTable.Read(reader, after, upTo), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ObjectEntry>> ReadObjectsAsync(
        IReadOnlyList<ObjectState> states,
        ObjectKey after,
        int limit,
        CancellationToken cancellationToken
    ) => ReadAsync(reader => ObjectTable.Read(reader, states, after, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ObjectEntry>> FindObjectsAsync(
        IReadOnlyList<ObjectKey> sources,
        CancellationToken cancellationToken
    ) => ReadAsync(reader => ObjectTable.Find(reader, sources), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ObjectEntry>> FindByTargetAsync(
        IReadOnlyList<ObjectKey> targets,
        CancellationToken cancellationToken
    )
    {
        if (!_hasTargetIndex)
        {
            // Reads the whole table once, so it leaves the caller's thread.
            await Task.Run(
                async () => await WriteAsync(writer => writer.Execute(JournalSql.CreateTargetIndex), cancellationToken),
                cancellationToken
            );
            _hasTargetIndex = true;
        }
        return await ReadAsync(reader => ObjectTable.FindByTarget(reader, targets), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask ClearReferencedAsync(CancellationToken cancellationToken) =>
        WriteAsync(writer => writer.Execute(JournalSql.ClearReferenced), cancellationToken);

    /// <inheritdoc/>
    public ValueTask MarkReferencedAsync(IReadOnlyList<ObjectKey> sources, CancellationToken cancellationToken) =>
        WriteAsync(writer => ObjectTable.MarkReferenced(writer, sources), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> IntendAsync(
        string column,
        IReadOnlyList<RowSwitch> rows,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        return _file.WriteAsync(
            writer =>
            {
                // A write that fails leaves numbers unused; they only have to ascend.
                var last = Interlocked.Add(ref _lastRow, rows.Count);
                SwitchTable.Save(writer, last - rows.Count + 1, column, rows);
                return last - rows.Count + 1;
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(long first, IReadOnlyList<RowState> states, CancellationToken cancellationToken) =>
        WriteAsync(writer => SwitchTable.Settle(writer, first, states), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RowEntry>> ReadRowsAsync(
        IReadOnlyList<RowState> states,
        long before,
        int limit,
        CancellationToken cancellationToken
    ) => ReadAsync(reader => SwitchTable.Read(reader, states, before, limit), cancellationToken);

    /// <inheritdoc/>
    public ValueTask ClearLettersAsync(string column, CancellationToken cancellationToken) =>
        WriteAsync(writer => LetterTable.Clear(writer, column), cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveLettersAsync(IReadOnlyList<RowLetter> letters, CancellationToken cancellationToken) =>
        WriteAsync(writer => LetterTable.Save(writer, letters), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RowLetter>> ReadLettersAsync(
        int skip,
        int limit,
        CancellationToken cancellationToken
    ) => ReadAsync(reader => LetterTable.Read(reader, skip, limit), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<JournalTotals> CountAsync(CancellationToken cancellationToken) =>
        // Reads every table whole, so it leaves the caller's thread.
        await Task.Run(
            () =>
                _file.Read(
                    reader => new JournalTotals(
                        ObjectTable.Count(reader),
                        SwitchTable.Count(reader),
                        LetterTable.Count(reader)
                    ),
                    whole: true,
                    cancellationToken
                ),
            cancellationToken
        );

    /// <inheritdoc/>
    public ValueTask<string> ReadNoteAsync(string name, CancellationToken cancellationToken) =>
        ReadAsync(reader => reader.Ask(JournalSql.ReadNote, ("@name", name)) as string ?? "", cancellationToken);

    /// <inheritdoc/>
    public ValueTask WriteNoteAsync(string name, string value, CancellationToken cancellationToken) =>
        WriteAsync(
            writer => writer.Execute(JournalSql.WriteNote, ("@name", name), ("@value", value)),
            cancellationToken
        );

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private ValueTask<T> ReadAsync<T>(Func<JournalConnection, T> read, CancellationToken cancellationToken) =>
        new(_file.Read(read, whole: false, cancellationToken));

    private async ValueTask WriteAsync(Action<JournalConnection> write, CancellationToken cancellationToken) =>
        await _file.WriteAsync(
            writer =>
            {
                write(writer);
                return true;
            },
            cancellationToken
        );
}
