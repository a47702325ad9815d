using System.Globalization;
using System.Runtime.InteropServices;
using Rehome.Tests.Infra;

namespace Rehome.Bench;

/// <summary>Where and with what the measure was taken.</summary>
/// <param name="Date">The day, UTC.</param>
/// <param name="Hardware">Cores and memory.</param>
/// <param name="System">Operating system.</param>
/// <param name="Versions">Of everything that took part.</param>
internal sealed record Machine(string Date, string Hardware, string System, string Versions)
{
    public static async Task<Machine> DescribeAsync(TestBed bed, CancellationToken cancellationToken)
    {
        var ceph = await ServerProcess.RunAsync("radosgw", ["--version"], cancellationToken);
        var rclone = await new Rclone(bed).VersionAsync(cancellationToken);
        var processor = Field("/proc/cpuinfo", "model name");
        var memory =
            long.Parse(Field("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture)
            / 1024.0
            / 1024.0;
        return new Machine(
            TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} cores ({processor}), {memory:0} GiB of memory"
            ),
            Field("/etc/os-release", "PRETTY_NAME", '=').Trim('"'),
            $"{rclone}, Ceph {ceph.Split(' ')[2]}, PostgreSQL {(await bed.DatabaseVersionAsync()).Split(' ')[0]}, {RuntimeInformation.FrameworkDescription}"
        );
    }

    private static string Field(string file, string name, char separator = ':') =>
        File.ReadLines(file)
            .First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split(separator, 2)[1]
            .Trim();
}
