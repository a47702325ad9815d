using System.Globalization;
using System.Text;

namespace Rehome.Bench;

/// <summary>The result as Markdown. Ratios come first: seconds say more about the machine than about the programs.</summary>
internal sealed class Report(BenchOptions options, Machine machine, string repeat)
{
    private const int Mebibyte = 1 << 20;

    private readonly StringBuilder _text = new();

    /// <summary>Writes it.</summary>
    /// <param name="race">rclone, rclone blind, rehome run, rehome copy.</param>
    /// <param name="concurrencies">Named by their numbers.</param>
    /// <param name="starts">Starts for the version alone.</param>
    public string Write(IReadOnlyList<Series> race, IReadOnlyList<Series> concurrencies, Series starts)
    {
        Line($"# RADOS Gateway and PostgreSQL: {options.Objects:N0} objects of {options.Bytes:N0} bytes, as many rows");
        Line($"");
        Line($"- {machine.Date}, {machine.Hardware}, {machine.System}");
        Line($"- {machine.Versions}");
        Line($"- repeat: `{repeat}`");
        Line($"");
        Line(
            $"All run on one machine: client, gateway, object store in memory, database. The contestants take turns, {options.Rounds} rounds,"
        );
        Line(
            $"each on an empty bucket and fresh rows. A ratio is taken within a round; shown are the median and the extremes."
        );
        Line(
            $"`rclone copy` runs with `--transfers 256 --checkers 256`; *blind* adds `--s3-no-head-object --ignore-size"
        );
        Line(
            $"--ignore-checksum`, so that it sends nothing but listings and copies, and proves nothing. `rehome run` lists, copies, proves,"
        );
        Line($"journals and switches all rows; `rehome copy` leaves out the rows.");
        WriteRatios(race);
        WriteFigures(race);
        WriteConcurrencies(concurrencies);
        Line($"");
        Line($"## Start");
        Line($"");
        Line(
            $"`rehome --version`, {starts.Runs.Count} starts: {1000 * starts.Median(m => m.Seconds):0} ms, of it {1000 * starts.Median(m => m.CpuSeconds):0} ms of CPU."
        );
        return _text.ToString();
    }

    private void WriteRatios(IReadOnlyList<Series> race)
    {
        var (copies, blind) = (race[0], race[1]);
        Line($"");
        Line($"## Ratios");
        Line($"");
        Line($"*All CPU* is the client's and the servers' together; it suffers least from what else the machine does.");
        Line($"");
        Line(
            $"| | time, rclone = 1 | time, rclone blind = 1 | all CPU, rclone = 1 | all CPU, rclone blind = 1 | client CPU, rclone = 1 |"
        );
        Line($"|---|---|---|---|---|---|");
        foreach (var one in race)
        {
            var time = Spread(one.RatiosTo(copies, m => m.Seconds));
            var bare = Spread(one.RatiosTo(blind, m => m.Seconds));
            var work = Spread(one.RatiosTo(copies, m => m.CpuSeconds + m.ServerCpuSeconds));
            var bareWork = Spread(one.RatiosTo(blind, m => m.CpuSeconds + m.ServerCpuSeconds));
            var client = Spread(one.RatiosTo(copies, m => m.CpuSeconds));
            Line($"| {one.Name} | {time} | {bare} | {work} | {bareWork} | {client} |");
        }
    }

    private void WriteFigures(IReadOnlyList<Series> race)
    {
        Line($"");
        Line($"## Figures");
        Line($"");
        Line($"Medians. *Others* are all other programs of the machine, in cores: what disturbed the measure.");
        Line($"");
        Line(
            $"| | seconds | objects/s | client CPU per object | servers' CPU per object | peak memory, worst | others |"
        );
        Line($"|---|---|---|---|---|---|---|");
        foreach (var one in race)
        {
            var seconds = one.Median(m => m.Seconds);
            var client = 1000 * one.Median(m => m.CpuSeconds) / options.Objects;
            var servers = 1000 * one.Median(m => m.ServerCpuSeconds) / options.Objects;
            var peak = one.Runs.Max(m => m.PeakBytes) / Mebibyte;
            var others = one.Median(m => m.OtherCpuSeconds / m.Seconds);
            Line(
                $"| {one.Name} | {seconds:0.0} | {options.Objects / seconds:0} | {client:0.00} ms | {servers:0.00} ms | {peak} MiB | {others:0.0} |"
            );
        }
    }

    private void WriteConcurrencies(IReadOnlyList<Series> concurrencies)
    {
        if (concurrencies.Count == 0)
        {
            return;
        }
        var first = concurrencies[0];
        Line($"");
        Line($"## Requests at a time");
        Line($"");
        Line($"`rehome copy --concurrency`, {options.ConcurrencyRounds} rounds.");
        Line($"");
        Line(
            $"| concurrency | time, {first.Name} = 1 | objects/s | client CPU per object | servers' CPU per object | peak memory, worst |"
        );
        Line($"|---|---|---|---|---|---|");
        foreach (var one in concurrencies)
        {
            var rate = options.Objects / one.Median(m => m.Seconds);
            var client = 1000 * one.Median(m => m.CpuSeconds) / options.Objects;
            var servers = 1000 * one.Median(m => m.ServerCpuSeconds) / options.Objects;
            var peak = one.Runs.Max(m => m.PeakBytes) / Mebibyte;
            Line(
                $"| {one.Name} | {Spread(one.RatiosTo(first, m => m.Seconds))} | {rate:0} | {client:0.00} ms | {servers:0.00} ms | {peak} MiB |"
            );
        }
    }

    private void Line(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Spread(IReadOnlyList<double> ratios) =>
        ratios.All(ratio => ratio == 1)
            ? "1"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"**{Series.Median(ratios):0.00}** ({ratios.Min():0.00} to {ratios.Max():0.00})"
            );
}
