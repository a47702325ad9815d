using Rehome.Journaling;

namespace Rehome.Adapters.SqliteJournal;

/// <summary>
/// The right to run a migration, held by one process. The system holds the lock on a file beside the journal and frees
/// it when the process dies, however it dies; the file itself stays and means nothing.
/// </summary>
internal sealed class JournalLock : IDisposable
{
    // EWOULDBLOCK on Linux and macOS, a sharing violation on Windows.
    private static readonly int[] s_held = [11, 35, unchecked((int)0x8007_0020)];

    private readonly FileStream _held;

    private JournalLock(FileStream held) => _held = held;

    /// <summary>Takes the lock; <paramref name="findHolder"/> says in words who has it when it is taken.</summary>
    /// <exception cref="JournalException">Another process has it, or the file cannot be made.</exception>
    public static JournalLock Take(JournalSettings settings, Func<string> findHolder)
    {
        try
        {
            return new JournalLock(PrivateFile.Open(settings.Path + ".lock", FileShare.None));
        }
        catch (IOException fault) when (s_held.Contains(fault.HResult))
        {
            throw new JournalException(
                JournalFailure.Busy,
                $"migration '{settings.Migration}' is being run by {findHolder()} (journal '{settings.Path}'). "
                    + "Wait for it or stop it; 'rehome status' shows where it stands",
                fault
            );
        }
    }

    public void Dispose() => _held.Dispose();
}
