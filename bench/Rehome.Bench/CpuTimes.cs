using System.Globalization;

namespace Rehome.Bench;

/// <summary>The seconds of processor time so far, user and system, by who took them.</summary>
/// <param name="Ended">Children of this process that have ended.</param>
/// <param name="Running">Children that run, and theirs: the servers.</param>
/// <param name="Others">Everything else on the machine but this process.</param>
internal readonly record struct CpuTimes(double Ended, double Running, double Others)
{
    /// <summary>The unit of /proc on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Of the first line of /proc/stat: user, nice, system, interrupts, soft interrupts, stolen.</summary>
    private static readonly int[] s_busyFields = [1, 2, 3, 6, 7, 8];

    public static CpuTimes operator -(CpuTimes later, CpuTimes earlier) =>
        new(later.Ended - earlier.Ended, later.Running - earlier.Running, later.Others - earlier.Others);

    public static CpuTimes Read()
    {
        var processes = Directory
            .EnumerateDirectories("/proc")
            .Select(folder =>
                int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? Stat.Of(id) : null
            )
            .OfType<Stat>()
            .ToDictionary(stat => stat.Id);
        var self = processes[Environment.ProcessId];
        var servers = processes
            .Values.Where(stat => stat != self && IsBelow(stat, self.Id))
            .Sum(stat => stat.Own + stat.Reaped);
        var (ended, running) = (self.Reaped / TicksPerSecond, servers / TicksPerSecond);
        return new CpuTimes(ended, running, (BusyTicks() - self.Own) / TicksPerSecond - ended - running);

        bool IsBelow(Stat stat, int ancestor) =>
            stat.Parent == ancestor
            || (processes.TryGetValue(stat.Parent, out var parent) && IsBelow(parent, ancestor));
    }

    private static long BusyTicks()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return s_busyFields.Sum(field => long.Parse(fields[field], CultureInfo.InvariantCulture));
    }

    private sealed record Stat(int Id, int Parent, long Own, long Reaped)
    {
        public static Stat? Of(int id)
        {
            string text;
            try
            {
                text = File.ReadAllText($"/proc/{id}/stat");
            }
            catch (IOException)
            {
                return null; // It is gone.
            }
            // The name, in parentheses, may hold anything; the state is the first field behind it.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(id, (int)Number(1), Number(11) + Number(12), Number(13) + Number(14));

            long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
        }
    }
}
