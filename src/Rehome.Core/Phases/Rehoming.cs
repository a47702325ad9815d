using Rehome.Checks;
using Rehome.Journaling;
using Rehome.Migrations;
using Rehome.Pacing;
using Rehome.Stores;
using Rehome.Transfers;

namespace Rehome.Phases;

/// <summary>One migration on its stores, columns and journal: every verb that does something is a method here.</summary>
public sealed class Rehoming
{
    private readonly Migration _migration;
    private readonly SteadyStore _source;
    private readonly SteadyStore _target;
    private readonly IReadOnlyList<BoundColumn> _columns;
    private readonly IJournal _journal;
    private readonly RunContext _context;
    private readonly BufferBudget _buffers;
    private readonly Copying _copying;
    private readonly Switching _switching;
    private readonly List<string> _notices = [];
    private readonly long _started;

    /// <summary>Puts one run together. Sends nothing.</summary>
    public Rehoming(
        Migration migration,
        IObjectStore source,
        IObjectStore target,
        IReadOnlyList<BoundColumn> columns,
        IJournal journal,
        RunContext context
    )
    {
        ArgumentNullException.ThrowIfNull(migration);
        ArgumentNullException.ThrowIfNull(context);
        (_migration, _columns, _journal, _context) = (migration, columns, journal, context);
        var limits = migration.Limits;
        _started = context.Clock.GetTimestamp();
        _source = SteadyStore.Wrap(source, limits.Concurrency, limits.Tries, context);
        _target = SteadyStore.Wrap(target, limits.Concurrency, limits.Tries, context);
        _buffers = new BufferBudget(limits.BufferBytes);
        var transfer = new Transfer(_source, _target, limits, _buffers);
        var mover = new ObjectMover(
            migration,
            _source,
            _target,
            transfer,
            new ContentComparer(_source, _target, _buffers),
            context
        );
        _copying = new Copying(migration, _source, _target, columns, mover, journal, context);
        _switching = new Switching(migration, columns, mover, journal, context);
    }

    /// <summary>Reaches everything and proves each right that the migration needs. Changes nothing.</summary>
    public async Task<IReadOnlyList<Probe>> CheckAsync(CancellationToken cancellationToken)
    {
        var deletes = _migration.Source == SourcePolicy.Delete ? StoreAccess.Delete : StoreAccess.None;
        var probes = new List<Probe>();
        probes.AddRange(await _source.ProbeAsync(StoreAccess.List | StoreAccess.Read | deletes, cancellationToken));
        probes.AddRange(
            await _target.ProbeAsync(StoreAccess.List | StoreAccess.Read | StoreAccess.Write, cancellationToken)
        );
        foreach (var bound in _columns)
        {
            probes.AddRange(await bound.Column.ProbeAsync(cancellationToken));
        }
        return probes;
    }

    /// <summary>The dry run: changes nothing but the journal.</summary>
    public async Task<Summary> PlanAsync(CancellationToken cancellationToken)
    {
        NotifyLosses();
        await InStepAsync(Step.List, () => _copying.ListAsync(copies: false, cancellationToken));
        await ScanAsync(cancellationToken);
        await _journal.WritePhaseAsync(Phase.Planned, cancellationToken);
        return await SumUpAsync(cancellationToken);
    }

    /// <summary>Plan, copy, switch and, where the migration says so, retire.</summary>
    public async Task<Summary> RunAsync(CancellationToken cancellationToken)
    {
        await CopyObjectsAsync(cancellationToken);
        await SwitchRowsAsync(cancellationToken);
        if (_migration.Source == SourcePolicy.Delete)
        {
            await RetireObjectsAsync(cancellationToken);
        }
        await _journal.WritePhaseAsync(Phase.Done, cancellationToken);
        return await SumUpAsync(cancellationToken);
    }

    /// <summary>Plan and copy.</summary>
    public async Task<Summary> CopyAsync(CancellationToken cancellationToken)
    {
        await CopyObjectsAsync(cancellationToken);
        return await SumUpAsync(cancellationToken);
    }

    /// <summary>Switches every row whose objects are proven at the target.</summary>
    public async Task<Summary> SwitchAsync(CancellationToken cancellationToken)
    {
        await SwitchRowsAsync(cancellationToken);
        return await SumUpAsync(cancellationToken);
    }

    /// <summary>Waits for the grace period and deletes what is safe to delete, whatever the migration's source policy.</summary>
    public async Task<Summary> RetireAsync(CancellationToken cancellationToken)
    {
        await RetireObjectsAsync(cancellationToken);
        await _journal.WritePhaseAsync(Phase.Done, cancellationToken);
        return await SumUpAsync(cancellationToken);
    }

    /// <summary>Returns every switched row to its old value; copies retired objects back first.</summary>
    public async Task<Summary> RollbackAsync(CancellationToken cancellationToken)
    {
        await _journal.WritePhaseAsync(Phase.RollingBack, cancellationToken);
        await _switching.SettleAsync(cancellationToken);
        var limits = _migration.Limits;
        var back = new Transfer(_target, _source, limits, _buffers);
        var comparer = new ContentComparer(_target, _source, _buffers);
        var undo = new Undo(_columns, _source, back, comparer, _journal, limits, _context);
        await InStepAsync(Step.Restore, () => undo.RestoreAsync(cancellationToken));
        await InStepAsync(Step.Rollback, () => undo.RunAsync(cancellationToken));
        await _journal.WritePhaseAsync(Phase.RolledBack, cancellationToken);
        var totals = await _journal.CountAsync(cancellationToken);
        var kept = totals.Rows.GetValueOrDefault(RowState.KeptByApplication);
        var left = totals.Rows.GetValueOrDefault(RowState.Switched);
        if (kept > 0)
        {
            Notify($"{kept:N0} rows were changed by the application after the switch and keep its value");
        }
        if (left > 0)
        {
            Notify(
                $"{left:N0} rows stay switched, because their old object is gone or the database refused; the log names them"
            );
        }
        var summary = await SumUpAsync(cancellationToken);
        return summary with { Outcome = left > 0 ? Outcome.LeftOvers : Outcome.Clean };
    }

    /// <summary>Tries the dead letters again: failed objects and the rows that wait for them.</summary>
    public async Task<Summary> RetryAsync(CancellationToken cancellationToken)
    {
        await InStepAsync(
            Step.Copy,
            () => _copying.CopyJournaledAsync(ObjectState.Failed, _ => true, cancellationToken)
        );
        await SwitchRowsAsync(cancellationToken);
        return await SumUpAsync(cancellationToken);
    }

    /// <summary>Where the migration stands, from the journal alone.</summary>
    public Task<Summary> StatusAsync(CancellationToken cancellationToken) => SumUpAsync(cancellationToken);

    /// <summary>
    /// The audit: trusts the stores and the databases alone. This object's journal and <paramref name="targets"/> must be
    /// empty scratch journals; afterwards this object's journal holds the findings.
    /// </summary>
    /// <param name="targets">A second scratch journal.</param>
    /// <param name="deep">Compare the bytes of every pair.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public async Task<Summary> VerifyAsync(IJournal targets, bool deep, CancellationToken cancellationToken)
    {
        var auditor = new Auditor(_migration, _source, _target, _journal, targets, _context);
        var (scanned, legacy, modern) = (0L, 0L, 0L);
        await InStepAsync(
            Step.Verify,
            async () =>
            {
                await _copying.WithCrewAsync(
                    copies: false,
                    (tasks, token) => auditor.ListAsync(deep, tasks, token),
                    cancellationToken
                );
                foreach (var bound in _columns)
                {
                    var counts = await auditor.ReadAsync(bound, cancellationToken);
                    (scanned, legacy, modern) = (
                        scanned + counts.Scanned,
                        legacy + counts.Legacy,
                        modern + counts.Modern
                    );
                }
                await _journal.WriteScanAsync(scanned, legacy, cancellationToken);
            }
        );
        var summary = await SumUpAsync(cancellationToken);
        var differs = summary.Objects.Conflicts > 0 || summary.References.Dangling > 0 || summary.Objects.Failed > 0;
        return summary with
        {
            Outcome = differs ? Outcome.Differences : Outcome.Clean,
            References = summary.References with { Switched = modern },
        };
    }

    private async Task CopyObjectsAsync(CancellationToken cancellationToken)
    {
        NotifyLosses();
        await _journal.WritePhaseAsync(Phase.Copying, cancellationToken);
        if (_migration.Objects == ObjectScope.All)
        {
            await InStepAsync(Step.Copy, () => _copying.ListAsync(copies: true, cancellationToken));
        }
        else
        {
            await InStepAsync(Step.List, () => _copying.ListAsync(copies: false, cancellationToken));
            await ScanAsync(cancellationToken);
            await InStepAsync(
                Step.Copy,
                () => _copying.CopyJournaledAsync(ObjectState.Planned, e => e.Referenced, cancellationToken)
            );
        }
        await _journal.WritePhaseAsync(Phase.Copied, cancellationToken);
    }

    private async Task SwitchRowsAsync(CancellationToken cancellationToken)
    {
        await _journal.WritePhaseAsync(Phase.Switching, cancellationToken);
        await _switching.SettleAsync(cancellationToken);
        await InStepAsync(
            Step.Switch,
            async () =>
            {
                if (!await _switching.RunAsync(cancellationToken))
                {
                    Notify("new rows that name the source keep coming: does the application still write old names?");
                }
            }
        );
        await _journal.WritePhaseAsync(Phase.Switched, cancellationToken);
    }

    private async Task RetireObjectsAsync(CancellationToken cancellationToken)
    {
        var due = await _journal.ReadLastSwitchAsync(cancellationToken) + _migration.Grace;
        var wait = due - _context.Clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            Notify(
                $"grace: source objects are kept until {due:u}; a stopped run goes on waiting when it is started again"
            );
            await InStepAsync(Step.Grace, () => WaitAsync(wait, cancellationToken));
        }
        await _journal.WritePhaseAsync(Phase.Retiring, cancellationToken);
        var named = new StillNamed(_columns, _migration.Limits, _context);
        var retirer = new Retirer(_migration, _source, _target, _journal, named, _context);
        await InStepAsync(Step.Retire, () => retirer.RunAsync(cancellationToken));
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _context.WindDown);
        await Task.Delay(wait, _context.Clock, either.Token);
    }

    private Task ScanAsync(CancellationToken cancellationToken) =>
        InStepAsync(Step.Scan, () => _switching.LookAsync(cancellationToken));

    private async Task InStepAsync(Step step, Func<Task> work)
    {
        _context.Listener.On(new MigrationEvent.StepStarted(step));
        await work();
        _context.Listener.On(new MigrationEvent.StepEnded(step));
    }

    private void NotifyLosses()
    {
        foreach (var loss in _copying.Losses())
        {
            Notify(loss);
        }
    }

    private void Notify(string text)
    {
        _notices.Add(text);
        _context.Listener.On(new MigrationEvent.Notice(text));
    }

    private Task<Summary> SumUpAsync(CancellationToken cancellationToken) =>
        new Tally(_migration, _journal).SumUpAsync(
            _context.Clock.GetElapsedTime(_started),
            _notices,
            cancellationToken
        );
}
