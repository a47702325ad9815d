using System.Globalization;

namespace Rehome.Bench;

/// <summary>Lets contestants take turns, each on a target of its own; who begins changes with the round.</summary>
internal sealed class Rounds(TestBed bed)
{
    /// <summary>Runs everyone in every round.</summary>
    public async Task<IReadOnlyList<Series>> RunAsync(
        IReadOnlyList<Contestant> contestants,
        int rounds,
        CancellationToken cancellationToken
    )
    {
        var runs = contestants.Select(_ => new List<Measure>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var place = (round + turn) % contestants.Count;
                runs[place].Add(await RunOneAsync(contestants[place], round, cancellationToken));
            }
        }
        return [.. contestants.Select((contestant, i) => new Series(contestant.Name, runs[i]))];
    }

    private async Task<Measure> RunOneAsync(Contestant contestant, int round, CancellationToken cancellationToken)
    {
        var target = await bed.NewTargetAsync(cancellationToken);
        var command = contestant.Command(target);
        var (measure, output) = await MeasuredProcess.RunAsync(command, cancellationToken);
        await contestant.CheckAsync(target, output, cancellationToken);
        await Console.Error.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"round {round + 1}, {contestant.Name}: {measure.Seconds:0.0} s, CPU {measure.CpuSeconds:0.0} s, servers {measure.ServerCpuSeconds:0.0} s, others {measure.OtherCpuSeconds:0.0} s, {measure.PeakBytes >> 20} MiB"
            )
        );
        return measure;
    }
}
