using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace Rehome.App.Runs;

/// <summary>Shows log lines to people, without time and level.</summary>
internal sealed class TalkSink(Action<string> say) : ILogEventSink
{
    /// <inheritdoc/>
    public void Emit(LogEvent logEvent) => say(logEvent.RenderMessage(CultureInfo.InvariantCulture));
}
