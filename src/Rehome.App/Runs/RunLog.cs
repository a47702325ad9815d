using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Rehome.App.Runs;

/// <summary>The log file of one run, and with <c>-v</c> each object's steps on standard error.</summary>
internal sealed class RunLog : IDisposable
{
    private const string OwnSource = "rehome.app";
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {Message:lj}{NewLine}{Exception}";

    private readonly SerilogLoggerFactory _factory;

    private RunLog(string place, SerilogLoggerFactory factory)
    {
        Place = place;
        _factory = factory;
        Logger = factory.CreateLogger("rehome");
        Own = factory.CreateLogger(OwnSource);
    }

    /// <summary>The file.</summary>
    public string Place { get; }

    /// <summary>For the engine.</summary>
    public Microsoft.Extensions.Logging.ILogger Logger { get; }

    /// <summary>For the application itself, whose lines people have read already.</summary>
    public Microsoft.Extensions.Logging.ILogger Own { get; }

    /// <summary>Begins a log file.</summary>
    /// <param name="path">Empty: one beside the journal, named by migration and time.</param>
    /// <param name="name">The migration's.</param>
    /// <param name="verbose">Steps of objects too, and all of it on standard error.</param>
    /// <param name="surroundings">Folder, clock and standard error.</param>
    /// <exception cref="PreflightException">The file cannot be written.</exception>
    public static RunLog Open(string path, string name, bool verbose, Surroundings surroundings)
    {
        var time = surroundings.Clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var relative = path.Length > 0 ? path : Path.Combine(".rehome", "logs", $"{name}-{time}.log");
        var place = Path.Combine(surroundings.Folder, relative);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.AppendAllText(place, "");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PreflightException(
                $"the log file {relative} cannot be written ({fault.Message}); choose another with --log",
                fault
            );
        }
        var settings = new LoggerConfiguration()
            .MinimumLevel.Is(verbose ? LogEventLevel.Debug : LogEventLevel.Information)
            .WriteTo.File(
                place,
                outputTemplate: Line,
                formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: null,
                shared: true
            );
        if (verbose)
        {
            settings.WriteTo.Sink(new TalkSink(OwnSource, surroundings.Say));
        }
        return new RunLog(relative, new SerilogLoggerFactory(settings.CreateLogger(), dispose: true));
    }

    /// <inheritdoc/>
    public void Dispose() => _factory.Dispose();
}
