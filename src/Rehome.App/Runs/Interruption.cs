using System.Runtime.InteropServices;

namespace Rehome.App.Runs;

/// <summary>
/// Hears Ctrl-C and the polite kill: the first winds the run down, a second stops it at once, a third ends the process.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _windDown = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action<string> _say;
    private int _heard;

    /// <summary>Listens until it is disposed.</summary>
    /// <param name="say">Tells the user what happens now.</param>
    public Interruption(Action<string> say)
    {
        _say = say;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear),
        ];
    }

    /// <summary>Start nothing new, finish what is in flight.</summary>
    public CancellationToken WindDown => _windDown.Token;

    /// <summary>Stop at once.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
        _windDown.Dispose();
        _stop.Dispose();
    }

    private void Hear(PosixSignalContext signal)
    {
        switch (Interlocked.Increment(ref _heard))
        {
            case 1:
                signal.Cancel = true;
                _say("finishing what is in flight; press Ctrl-C again to stop at once");
                _windDown.Cancel();
                break;
            case 2:
                signal.Cancel = true;
                _say("stopping at once; the journal stays good");
                _windDown.Cancel();
                _stop.Cancel();
                break;
        }
    }
}
