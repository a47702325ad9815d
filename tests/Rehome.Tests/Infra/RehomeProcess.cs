using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Rehome.Tests.Infra;

/// <summary>The built program, running as a process of its own.</summary>
public sealed class RehomeProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _reading;

    private RehomeProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _error));
    }

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>What it has said on standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it has said on standard error so far.</summary>
    public string Error => Read(_error);

    /// <summary>Runs it to its end.</summary>
    public static async Task<RehomeResult> RunAsync(string folder, params string[] words)
    {
        await using var process = Start(folder, new Dictionary<string, string>(), words);
        return await process.EndAsync();
    }

    /// <summary>Starts it.</summary>
    /// <param name="folder">Its current folder.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="words">The command line.</param>
    public static RehomeProcess Start(
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params string[] words
    )
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rehome.dll"), .. words])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
        process.StandardInput.Close();
        return new RehomeProcess(process);
    }

    /// <summary>Waits until standard error holds a text.</summary>
    /// <exception cref="TimeoutException">It never came.</exception>
    public async Task SaysAsync(string text)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!Error.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(begun) > s_patience)
            {
                throw new TimeoutException($"'{text}' was never said, but:\n{Output}\n{Error}");
            }
            await Task.Delay(20);
        }
    }

    /// <summary>Waits for its end.</summary>
    public async Task<RehomeResult> EndAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw new TimeoutException($"the program did not end:\n{Output}\n{Error}");
        }
        await _reading;
        return new RehomeResult(_process.ExitCode, Output, Error);
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Signal(2);

    /// <summary>The polite kill.</summary>
    public void Terminate() => Signal(15);

    /// <summary>The kill that nothing can catch.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private static async Task ReadAsync(StreamReader stream, StringBuilder text)
    {
        var buffer = new char[4096];
        while (await stream.ReadAsync(buffer) is > 0 and var count)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
            }
        }
    }

    private void Signal(int number)
    {
        if (Kill(_process.Id, number) != 0)
        {
            throw new InvalidOperationException($"signal {number} was not delivered to process {_process.Id}");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
