using System.Diagnostics;
using Xunit;

namespace Rehome.Tests.Infra;

/// <summary>Waits for something outside of this process.</summary>
internal static class Until
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static async Task TrueAsync(Func<Task<bool>> isTrue)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            if (Stopwatch.GetElapsedTime(begun) > s_patience)
            {
                throw new TimeoutException("it did not happen in time");
            }
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
