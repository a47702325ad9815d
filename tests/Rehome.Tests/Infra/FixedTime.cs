namespace Rehome.Tests.Infra;

/// <summary>A clock that shows one time; its timestamps go on.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
