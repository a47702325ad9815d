using Rehome.Checks;
using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Phases;

/// <summary>One migration on its stores, columns and journal: every verb that does something is a method here.</summary>
public sealed class Rehoming(
    Migration migration,
    IObjectStore source,
    IObjectStore target,
    IReadOnlyList<BoundColumn> columns,
    IJournal journal,
    RunContext context
)
{
    /// <summary>Reaches everything and proves each right that the migration needs. Changes nothing.</summary>
    public Task<IReadOnlyList<Probe>> CheckAsync(CancellationToken cancellationToken) => throw new NotImplementedException($"{migration}{source}{target}{columns}{journal}{context}");

    /// <summary>The dry run: changes nothing but the journal.</summary>
    public Task<Summary> PlanAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Plan, copy, switch and, where the migration says so, retire.</summary>
    public Task<Summary> RunAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Plan and copy.</summary>
    public Task<Summary> CopyAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Switches every row whose objects are proven at the target.</summary>
    public Task<Summary> SwitchAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Waits for the grace period and deletes what is safe to delete, whatever the migration's source policy.</summary>
    public Task<Summary> RetireAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Returns every switched row to its old value; copies retired objects back first.</summary>
    public Task<Summary> RollbackAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Tries the dead letters again: failed objects and the rows that wait for them.</summary>
    public Task<Summary> RetryAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Where the migration stands, from the journal alone.</summary>
    public Task<Summary> StatusAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The audit: trusts the stores and the databases, and uses this object's journal, which must be an empty scratch one, only as a work table.</summary>
    /// <param name="deep">Compare the bytes of every pair.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public Task<Summary> VerifyAsync(bool deep, CancellationToken cancellationToken) => throw new NotImplementedException();
}
