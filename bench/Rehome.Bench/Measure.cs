namespace Rehome.Bench;

/// <summary>What one run of a program took.</summary>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="CpuSeconds">Its own, user and system.</param>
/// <param name="ServerCpuSeconds">Of the gateway, the object store behind it and PostgreSQL together.</param>
/// <param name="OtherCpuSeconds">Of everything else on the machine: what the measure is disturbed by.</param>
/// <param name="PeakBytes">The most memory that it had resident.</param>
internal sealed record Measure(
    double Seconds,
    double CpuSeconds,
    double ServerCpuSeconds,
    double OtherCpuSeconds,
    long PeakBytes
);
