using System.Globalization;

namespace Rehome.Adapters.AmazonS3;

/// <summary>The time as requests carry it, put right by what the service says the time is.</summary>
internal sealed class AmzClock(TimeProvider time)
{
    private sealed record Second(long Number, string Text);

    private Second _last = new(-1, "");
    private long _skewTicks;

    /// <summary>The time with the correction.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + new TimeSpan(Interlocked.Read(ref _skewTicks));

    /// <summary>The time as <c>20130524T000000Z</c>.</summary>
    public string NowText
    {
        get
        {
            var now = Now;
            var number = now.UtcTicks / TimeSpan.TicksPerSecond;
            var last = Volatile.Read(ref _last);
            if (last.Number != number)
            {
                last = new Second(
                    number,
                    now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)
                );
                Volatile.Write(ref _last, last);
            }
            return last.Text;
        }
    }

    /// <summary>Takes over the service's time.</summary>
    public void Follow(DateTimeOffset service) =>
        Interlocked.Exchange(ref _skewTicks, (service - time.GetUtcNow()).Ticks);
}
