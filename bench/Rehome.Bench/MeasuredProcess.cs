using System.Diagnostics;
using System.Globalization;

namespace Rehome.Bench;

/// <summary>Runs a program and reads from the system what it took. Needs Linux.</summary>
internal static class MeasuredProcess
{
    private static readonly TimeSpan s_memoryPoll = TimeSpan.FromMilliseconds(25);

    /// <summary>Runs it to its end; no other child of this process may end meanwhile.</summary>
    /// <returns>What it took, and its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its errors.</exception>
    public static async Task<(Measure Measure, string Output)> RunAsync(
        CommandWords command,
        CancellationToken cancellationToken
    )
    {
        var before = CpuTimes.Read();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(Describe(command))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var peak = WatchMemoryAsync(process, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var taken = CpuTimes.Read() - before;
        return process.ExitCode == 0
            ? (new Measure(seconds, taken.Ended, taken.Running, taken.Others, await peak), await output)
            : throw new InvalidOperationException(
                $"{command.Program} ended with {process.ExitCode}: {await errors}{await output}"
            );
    }

    private static ProcessStartInfo Describe(CommandWords command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value.Length > 0 ? value : null;
        }
        return start;
    }

    // The system keeps the peak, so only what grows in the last moment is missed.
    private static async Task<long> WatchMemoryAsync(Process process, CancellationToken cancellationToken)
    {
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.Delay(s_memoryPoll, cancellationToken);
        }
        return peak;
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It is gone.
        }
    }
}
