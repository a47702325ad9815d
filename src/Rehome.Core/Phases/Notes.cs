using System.Globalization;
using Rehome.Journaling;

namespace Rehome.Phases;

/// <summary>The named notes that the phases keep in the journal.</summary>
internal static class Notes
{
    private const string PhaseName = "phase";
    private const string LastSwitchName = "last_switch";
    private const string ScannedName = "scanned";
    private const string LegacyName = "legacy";

    public static ValueTask WritePhaseAsync(this IJournal journal, Phase phase, CancellationToken cancellationToken) =>
        journal.WriteNoteAsync(PhaseName, phase.ToString(), cancellationToken);

    public static async ValueTask<Phase> ReadPhaseAsync(this IJournal journal, CancellationToken cancellationToken) =>
        Enum.TryParse<Phase>(await journal.ReadNoteAsync(PhaseName, cancellationToken), out var phase)
            ? phase
            : Phase.New;

    /// <summary>When a row was last switched, by this machine's clock.</summary>
    public static ValueTask WriteLastSwitchAsync(
        this IJournal journal,
        DateTimeOffset at,
        CancellationToken cancellationToken
    ) => journal.WriteNoteAsync(LastSwitchName, at.ToString("O", CultureInfo.InvariantCulture), cancellationToken);

    public static async ValueTask<DateTimeOffset> ReadLastSwitchAsync(
        this IJournal journal,
        CancellationToken cancellationToken
    )
    {
        var text = await journal.ReadNoteAsync(LastSwitchName, cancellationToken);
        return DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at
            : DateTimeOffset.MinValue;
    }

    public static async ValueTask WriteScanAsync(
        this IJournal journal,
        long scanned,
        long legacy,
        CancellationToken cancellationToken
    )
    {
        await journal.WriteNoteAsync(ScannedName, scanned.ToString(CultureInfo.InvariantCulture), cancellationToken);
        await journal.WriteNoteAsync(LegacyName, legacy.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    public static async ValueTask<(long Scanned, long Legacy)> ReadScanAsync(
        this IJournal journal,
        CancellationToken cancellationToken
    ) =>
        (
            Number(await journal.ReadNoteAsync(ScannedName, cancellationToken)),
            Number(await journal.ReadNoteAsync(LegacyName, cancellationToken))
        );

    private static long Number(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
