using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Rehome.App.Runs;

/// <summary>Shows people what the engine logs, without time and level. What the application logs itself was said already.</summary>
/// <param name="own">The source of the application's own lines.</param>
/// <param name="say">Takes a line.</param>
internal sealed class TalkSink(string own, Action<string> say) : ILogEventSink
{
    private readonly MessageTemplateTextFormatter _formatter = new("{Message:lj}", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        if (
            logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
            && source is ScalarValue { Value: string name }
            && name == own
        )
        {
            return;
        }
        using var line = new StringWriter();
        _formatter.Format(logEvent, line);
        say(line.ToString());
    }
}
