using System.Globalization;

namespace Rehome.Bench;

/// <summary>The whole benchmark: servers, rounds, result.</summary>
internal static class Contest
{
    /// <summary>Runs everything.</summary>
    /// <param name="options">How much.</param>
    /// <param name="repeat">The command that repeats it.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(BenchOptions options, string repeat, CancellationToken cancellationToken)
    {
        await using var bed = await TestBed.StartAsync(options, cancellationToken);
        var (rclone, rehome, rounds) = (new Rclone(bed), new RehomeProgram(bed, options), new Rounds(bed));
        Contestant[] contestants =
        [
            new("rclone copy", rclone.Copy, CheckCopiesAsync),
            new("rclone copy, blind", rclone.CopyBlindly, CheckCopiesAsync),
            new("rehome run", rehome.Run, CheckRunAsync),
            new("rehome copy", rehome.Copy, CheckCopyAsync),
        ];
        var race = await rounds.RunAsync(contestants, options.Rounds, cancellationToken);
        var widths = options.Concurrencies.Select(width => new Contestant(
            width.ToString(CultureInfo.InvariantCulture),
            target => rehome.Copy(target, width),
            CheckCopyAsync
        ));
        var concurrencies = await rounds.RunAsync([.. widths], options.ConcurrencyRounds, cancellationToken);
        var starts = new List<Measure>();
        for (var i = 0; i < options.Starts; i++)
        {
            starts.Add((await MeasuredProcess.RunAsync(rehome.Version(), cancellationToken)).Measure);
        }
        var machine = await Machine.DescribeAsync(bed, cancellationToken);
        var text = new Report(options, machine, repeat).Write(race, concurrencies, new Series("start", starts));
        await Console.Out.WriteAsync(text);
        if (options.Result.Length > 0)
        {
            await File.WriteAllTextAsync(options.Result, text, cancellationToken);
        }
        return 0;

        async Task CheckCopiesAsync(Target target, string output, CancellationToken token)
        {
            var (objects, bytes) = await rclone.CountAsync(target, token);
            if (objects != options.Objects || bytes != (long)options.Objects * options.Bytes)
            {
                throw new InvalidOperationException($"{target.Bucket} has {objects} objects and {bytes} bytes");
            }
        }

        async Task CheckCopyAsync(Target target, string output, CancellationToken token)
        {
            rehome.CheckSummary(output, switches: false);
            await CheckCopiesAsync(target, output, token);
        }

        async Task CheckRunAsync(Target target, string output, CancellationToken token)
        {
            rehome.CheckSummary(output, switches: true);
            await CheckCopiesAsync(target, output, token);
            if (await bed.CountSwitchedAsync(target) is var switched && switched != options.Objects)
            {
                throw new InvalidOperationException($"{target.Table} has {switched} switched rows");
            }
        }
    }
}
