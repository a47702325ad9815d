using Microsoft.Extensions.Logging;
using Rehome.App.Terminal;
using Rehome.Phases;

namespace Rehome.App.Runs;

/// <summary>Passes what a run tells on to the display and the log file.</summary>
internal sealed partial class RunListener(ProgressMeter meter, ILogger logger) : IMigrationListener
{
    /// <inheritdoc/>
    public void On(MigrationEvent happened)
    {
        meter.On(happened);
        switch (happened)
        {
            case MigrationEvent.StepStarted(var step):
                LogStarted(StepWords.Name(step));
                break;
            case MigrationEvent.StepEnded(var step):
                LogEnded(StepWords.Name(step));
                break;
            case MigrationEvent.Notice(var text):
                LogNotice(text);
                break;
        }
    }
}
