using Rehome.App;
using Rehome.App.Terminal;
using Rehome.Phases;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class ProgressSpecs
{
    private readonly ManualClock _clock = new();
    private readonly Progress _progress = new();

    [Fact]
    public void A_step_tells_share_pace_and_time_left()
    {
        var meter = new ProgressMeter(_progress, _clock);
        meter.On(new MigrationEvent.StepStarted(Step.Copy));
        _progress.AddListed(1000, 100_000);
        _progress.AddToCopy(1000, 100_000);
        _progress.ListingEnded = true;
        _clock.Advance(TimeSpan.FromSeconds(5));
        _progress.AddCopied(250, 25_000);

        var view = Assert.Single(meter.Sample());

        Assert.Equal((250, 25_000, 1000), (view.Done, view.Bytes, view.Total));
        Assert.Equal((0.25, 50, 5000), (view.Share, view.PerSecond, view.BytesPerSecond));
        Assert.Equal(TimeSpan.FromSeconds(15), view.Left);
        Assert.Equal("250 objects of 1,000, 25.0 kB (1,000 listed)", StepWords.Count(view));
        Assert.Equal("50/s, 5.0 kB/s", StepWords.Rate(view));
    }

    [Fact]
    public void While_the_listing_goes_on_nobody_promises_an_end()
    {
        var meter = new ProgressMeter(_progress, _clock);
        meter.On(new MigrationEvent.StepStarted(Step.Copy));
        _progress.AddToCopy(1000, 100_000);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _progress.AddCopied(250, 25_000);

        var view = Assert.Single(meter.Sample());

        Assert.True(view.Share < 0);
        Assert.Equal(TimeSpan.Zero, view.Left);
        Assert.Equal("250 objects of 1,000 so far, 25.0 kB", StepWords.Count(view));
    }

    [Fact]
    public void The_pace_is_that_of_the_last_seconds_and_in_the_end_that_of_the_whole_step()
    {
        var meter = new ProgressMeter(_progress, _clock);
        meter.On(new MigrationEvent.StepStarted(Step.Switch));
        _progress.AddSwitched(10_000);
        _clock.Advance(TimeSpan.FromSeconds(10));
        meter.Sample();
        for (var second = 0; second < 20; second++)
        {
            _progress.AddSwitched(10);
            _clock.Advance(TimeSpan.FromSeconds(1));
            meter.Sample();
        }

        var running = Assert.Single(meter.Sample());
        meter.On(new MigrationEvent.StepEnded(Step.Switch));
        _progress.AddSwitched(5);
        var ended = Assert.Single(meter.Sample());

        Assert.Equal(10, running.PerSecond, tolerance: 0.01);
        Assert.Equal((10_200, true), (ended.Done, ended.HasEnded));
        Assert.Equal(340, ended.PerSecond, tolerance: 0.01);
    }

    [Fact]
    public void A_second_step_of_a_kind_counts_from_where_it_begins()
    {
        var meter = new ProgressMeter(_progress, _clock);
        meter.On(new MigrationEvent.StepStarted(Step.Scan));
        _progress.AddScanned(70);
        meter.On(new MigrationEvent.StepEnded(Step.Scan));
        meter.On(new MigrationEvent.StepStarted(Step.Scan));
        _progress.AddScanned(5);

        Assert.Equal([70, 5], meter.Sample().Select(view => view.Done));
    }

    [Fact]
    public async Task Without_a_terminal_progress_comes_as_lines()
    {
        var meter = new ProgressMeter(_progress, TimeProvider.System);
        var lines = new List<string>();
        using var ended = new CancellationTokenSource();
        var shown = new PlainProgress(meter, lines.Add, TimeProvider.System).ShowAsync(ended.Token);

        meter.On(new MigrationEvent.StepStarted(Step.List));
        _progress.AddListed(1234, 5_000_000);
        meter.Say("something to know");
        meter.On(new MigrationEvent.StepEnded(Step.List));
        await ended.CancelAsync();
        await shown;

        Assert.Equal("something to know", lines[0]);
        Assert.StartsWith("list: 1,234 objects, 5.0 MB in 0.", Assert.Single(lines.Skip(1)));
    }

    [Fact]
    public async Task On_a_terminal_the_last_picture_stays()
    {
        var screen = new StringWriter();
        var console = Surroundings.Open(screen, isRedirected: true);
        var meter = new ProgressMeter(_progress, TimeProvider.System);
        using var ended = new CancellationTokenSource();
        var shown = new LiveProgress(meter, console, TimeProvider.System).ShowAsync(ended.Token);

        meter.On(new MigrationEvent.StepStarted(Step.Retire));
        _progress.AddRetired(42);
        _progress.AddFailed(2);
        meter.On(new MigrationEvent.StepEnded(Step.Retire));
        await ended.CancelAsync();
        await shown;

        Assert.Contains("delete sources", screen.ToString());
        Assert.Contains("42 objects", screen.ToString());
    }

    [Fact]
    public void What_holds_a_run_back_is_said_in_words()
    {
        var meter = new ProgressMeter(_progress, _clock);
        Assert.Equal("", meter.Drag());

        _progress.AddRepeated();
        _progress.AddFailed(1234);
        _progress.Limit = "s3://b/ asked to slow down";

        Assert.Equal("limited by s3://b/ asked to slow down; 1 requests repeated; 1,234 given up", meter.Drag());
    }
}
