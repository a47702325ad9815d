using System.Runtime.ExceptionServices;

namespace Rehome.Phases;

/// <summary>Runs pieces of work side by side and ends them together.</summary>
internal static class Crew
{
    /// <summary>
    /// Waits for all; when one fails the others are cancelled, and the fault that caused it is thrown rather than their
    /// cancellation. One that winds down cancels nobody: the others finish what they have in flight.
    /// </summary>
    public static async Task RunAsync(
        IEnumerable<Func<CancellationToken, Task>> work,
        CancellationToken windDown,
        CancellationToken cancellationToken
    )
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? cause = null;
        async Task DoAsync(Func<CancellationToken, Task> piece)
        {
            try
            {
                await piece(stopping.Token);
            }
            catch (OperationCanceledException fault)
                when (windDown.IsCancellationRequested && !stopping.IsCancellationRequested)
            {
                Interlocked.CompareExchange(ref cause, ExceptionDispatchInfo.Capture(fault), null);
            }
            catch (Exception fault)
            {
                Interlocked.CompareExchange(ref cause, ExceptionDispatchInfo.Capture(fault), null);
                await stopping.CancelAsync();
            }
        }
        await Task.WhenAll(work.Select(DoAsync).ToArray());
        cause?.Throw();
    }
}
