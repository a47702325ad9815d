using Rehome.App.MigrationFiles;
using Rehome.Journaling;
using Rehome.Phases;
using Rehome.References;
using Rehome.Stores;

namespace Rehome.App.Runs;

/// <summary>The numbers that the process ends with, where no <see cref="Outcome"/> gives them.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Unexpected = 1;
    public const int WrongUsage = 2;
    public const int NeedsDecision = 3;
    public const int LeftOvers = 4;
    public const int Interrupted = 130;

    /// <summary>The one place where an error becomes a number.</summary>
    public static int Of(Exception fault) =>
        fault switch
        {
            MigrationFaultException => WrongUsage,
            // A library that is not installed is one of the things only the user can provide.
            PreflightException or RehomingException or JournalException or DllNotFoundException => NeedsDecision,
            // Someone must mend a right, a password or a name before the same command can go on.
            StoreException { ConcernsTheWholeStore: true } or StoreException { Failure: StoreFailure.Denied } =>
                NeedsDecision,
            ReferenceException { Failure: not (ReferenceFailure.Unavailable or ReferenceFailure.RowRefused) } =>
                NeedsDecision,
            OperationCanceledException or InterruptedException => Interrupted,
            _ => Unexpected,
        };
}
