using System.ComponentModel;
using System.Diagnostics;

namespace Rehome.Tests.Infra;

/// <summary>
/// A server of the tests as a process. It ends with this object, and also when the process that started it is killed:
/// a guard waits beside it for its standard input to close.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string Guard = """
        log=$1; folder=$2; shift 2
        exec 3<&0
        "$@" > "$log" 2>&1 3<&- < /dev/null &
        server=$!
        exec 2> /dev/null
        { read _ <&3; kill -KILL $server; } &
        reader=$!
        wait $server
        code=$?
        kill $reader || { [ -z "$folder" ] || rm -rf "$folder" || { sleep 1; rm -rf "$folder"; }; }
        exit $code
        """;

    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(15);

    private readonly Process _guard;
    private readonly string _log;

    private ServerProcess(Process guard, string log) => (_guard, _log) = (guard, log);

    /// <summary>True when the server ended by itself.</summary>
    public bool HasExited => _guard.HasExited;

    /// <summary>What it wrote to its outputs.</summary>
    public string Log => File.Exists(_log) ? File.ReadAllText(_log) : "";

    /// <summary>Starts a program that stays in the foreground.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="log">The file that its outputs go to.</param>
    /// <param name="folder">Removed when the server was stopped; empty for none.</param>
    public static ServerProcess Start(string program, IEnumerable<string> arguments, string log, string folder)
    {
        var start = new ProcessStartInfo("sh", ["-c", Guard, "sh", log, folder, program, .. arguments])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        return new ServerProcess(Process.Start(start)!, log);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It is not there, or it failed; the message has its errors.</exception>
    public static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Launch(start);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {(await errors).Trim()}");
    }

    /// <summary>Kills the server: it holds nothing that must be written.</summary>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        using var patience = new CancellationTokenSource(s_stopTimeout);
        await _guard.WaitForExitAsync(patience.Token);
        _guard.Dispose();
    }

    private static Process Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception cause)
        {
            throw new InvalidOperationException($"{start.FileName} is not installed", cause);
        }
    }
}
