using Rehome.Phases;

namespace Rehome.App.Terminal;

/// <summary>What can be said of one step at one moment.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Done">Objects or rows handled.</param>
/// <param name="Bytes">Bytes handled; zero where the step handles none.</param>
/// <param name="Total">Objects or rows in all, so far as known; zero while nobody knows.</param>
/// <param name="Share">From 0 to 1, by bytes and by number, whichever is behind; negative while nobody knows.</param>
/// <param name="PerSecond">Objects or rows a second of late; in all, once it has ended.</param>
/// <param name="BytesPerSecond">Bytes a second, likewise.</param>
/// <param name="Left">The time it still takes; zero while nobody knows.</param>
/// <param name="Elapsed">The time it took so far.</param>
/// <param name="Listed">Objects listed beside the work; zero where the step lists nothing.</param>
/// <param name="HasEnded">True once it has.</param>
internal sealed record StepView(
    Step Step,
    long Done,
    long Bytes,
    long Total,
    double Share,
    double PerSecond,
    double BytesPerSecond,
    TimeSpan Left,
    TimeSpan Elapsed,
    long Listed,
    bool HasEnded
);
