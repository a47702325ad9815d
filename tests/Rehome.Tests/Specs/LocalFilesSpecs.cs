using System.Diagnostics;
using System.Globalization;
using Rehome.Adapters.LocalFiles;
using Rehome.Checks;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class LocalFilesSpecs : IDisposable
{
    private const StoreAccess Everything = StoreAccess.List | StoreAccess.Read | StoreAccess.Write | StoreAccess.Delete;

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => _folder["store"];

    public LocalFilesSpecs() => Directory.CreateDirectory(Root);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_key_leads_out_of_the_folder_through_a_link()
    {
        Directory.CreateDirectory(_folder["outside"]);
        await File.WriteAllTextAsync(_folder["outside/secret.txt"], "secret", Token);
        Directory.CreateSymbolicLink(Root + "/door", _folder["outside"]);
        File.CreateSymbolicLink(Root + "/window.txt", _folder["outside/secret.txt"]);
        await using var store = Open(Root);
        var secret = new ObjectKey("door/secret.txt");
        var window = new ObjectKey("window.txt");

        var put = await FaultAsync(PutAsync(store, "door/new.txt", WriteCondition.None));
        var replace = await FaultAsync(PutAsync(store, "window.txt", WriteCondition.None));
        var read = await FaultAsync(store.ReadAsync(new ObjectInfo(secret, 6, "tag", ""), 0, new byte[6], Token));
        var deleted = await store.DeleteAsync([secret, window], Token);

        Assert.Equal(StoreFailure.Refused, put.Failure);
        Assert.Contains("'door' is a symbolic link", put.Message, StringComparison.Ordinal);
        Assert.Equal(StoreFailure.Refused, replace.Failure);
        Assert.Equal(StoreFailure.NotFound, read.Failure);
        Assert.Null(await store.HeadAsync(secret, Token));
        Assert.Null(await store.HeadAsync(window, Token));
        Assert.Empty((await store.ListAsync("", ObjectKey.Start, Token)).Objects);
        Assert.All(deleted, outcome => Assert.True(outcome.IsGone));
        Assert.Equal(["secret.txt"], Directory.GetFiles(_folder["outside"]).Select(Path.GetFileName));
        Assert.True(File.Exists(Root + "/window.txt"));
    }

    [Fact]
    public async Task A_check_says_that_links_are_not_followed()
    {
        Directory.CreateSymbolicLink(Root + "/door", _folder.Root);
        await using var store = Open(Root);

        var probes = await store.ProbeAsync(Everything, Token);

        Assert.Contains(
            probes,
            probe => probe.Verdict == ProbeVerdict.Warned && probe.Advice.Contains("'door'", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_missing_folder_says_how_to_make_it()
    {
        await using var store = Open(Root + "/none");

        var probe = Assert.Single(await store.ProbeAsync(Everything, Token));

        Assert.Equal(ProbeVerdict.Failed, probe.Verdict);
        Assert.Contains($"mkdir -p '{Root}/none'", probe.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_says_so_and_leaves_no_piece_of_a_file()
    {
        using var disk = new TinyDisk(megabytes: 1);
        await using var store = Open(disk.Root);
        await PutAsync(store, "before", WriteCondition.Absent);
        disk.Fill();

        var put = await FaultAsync(
            store.PutAsync(new ObjectKey("large"), new byte[100_000], ObjectMetadata.None, WriteCondition.Absent, Token)
        );
        var probes = await store.ProbeAsync(StoreAccess.Write, Token);
        disk.Free();

        Assert.Equal(StoreFailure.Full, put.Failure);
        Assert.Contains("Free space, then run the same command again", put.Message, StringComparison.Ordinal);
        Assert.Contains(probes, probe => probe.Verdict != ProbeVerdict.Passed);
        Assert.Equal(["before"], Directory.GetFileSystemEntries(disk.Root).Select(Path.GetFileName));
        await store.PutAsync(
            new ObjectKey("large"),
            new byte[100_000],
            ObjectMetadata.None,
            WriteCondition.Absent,
            Token
        );
    }

    [Fact]
    public async Task A_disk_that_is_read_only_denies_writes()
    {
        using var disk = new TinyDisk(megabytes: 1);
        await using var store = Open(disk.Root);
        await RunAsync("mount", "-o", "remount,ro", disk.Root);

        var put = await FaultAsync(PutAsync(store, "new", WriteCondition.Absent));
        var probes = await store.ProbeAsync(Everything, Token);

        Assert.Equal(StoreFailure.Denied, put.Failure);
        Assert.Contains(probes, probe => probe is { What: "write and delete a file", Verdict: ProbeVerdict.Failed });
        Assert.Contains(probes, probe => probe is { What: "list files", Verdict: ProbeVerdict.Passed });
    }

    [Fact]
    public async Task A_file_whose_name_is_not_utf8_is_never_lost_in_silence()
    {
        await RunAsync("bash", "-c", $"touch '{Root}'/good.png '{Root}'/$'caf\\xe9.png'");
        await using var store = Open(Root);

        var fault = await FaultAsync(store.ListAsync("", ObjectKey.Start, Token));
        await RunAsync("bash", "-c", $"rm '{Root}'/$'caf\\xe9.png'");

        Assert.Equal(StoreFailure.Unsupported, fault.Failure);
        Assert.Contains("caf\uFFFD.png", fault.Message, StringComparison.Ordinal);
        Assert.Single((await store.ListAsync("", ObjectKey.Start, Token)).Objects);
    }

    [Fact]
    public async Task What_a_killed_run_left_half_written_is_not_listed()
    {
        await using var store = Open(Root);
        var upload = await store.BeginUploadAsync(new ObjectKey("deep/large.bin"), ObjectMetadata.None, Token);
        await store.UploadPartAsync(upload, 1, 0, new byte[100], Token);
        Directory.CreateDirectory(Root + "/.rehome");
        await File.WriteAllTextAsync(Root + "/.rehome/avatars.db", "journal", Token);

        Assert.Single(Directory.GetFiles(Root + "/deep"));
        Assert.Empty((await store.ListAsync("", ObjectKey.Start, Token)).Objects);
    }

    [Fact]
    public async Task A_file_changed_in_place_is_another_version()
    {
        await using var store = Open(Root);
        var listed = await PutAsync(store, "a.txt", WriteCondition.Absent);
        await File.AppendAllTextAsync(Root + "/a.txt", "more", Token);

        var fault = await FaultAsync(store.ReadAsync(listed, 0, new byte[4], Token));

        Assert.Equal(StoreFailure.Changed, fault.Failure);
    }

    [Fact]
    public async Task An_upload_with_a_missing_part_is_not_completed()
    {
        await using var store = Open(Root);
        var upload = await store.BeginUploadAsync(new ObjectKey("large.bin"), ObjectMetadata.None, Token);
        await store.UploadPartAsync(upload, 1, 0, new byte[100], Token);
        var last = await store.UploadPartAsync(upload, 3, 200, new byte[50], Token);

        var fault = await FaultAsync(
            store.CompleteUploadAsync(upload, [new UploadedPart(1, "", 100), last], WriteCondition.Absent, Token)
        );

        Assert.Equal(StoreFailure.Refused, fault.Failure);
        Assert.Null(await store.HeadAsync(upload.Key, Token));
    }

    [Fact]
    public async Task A_large_folder_is_listed_in_one_pass()
    {
        Directory.CreateDirectory(Root + "/flat");
        var names = Enumerable.Range(0, 20_000).Select(n => n.ToString("D6", CultureInfo.InvariantCulture)).ToList();
        names.ForEach(name => File.WriteAllBytes($"{Root}/flat/{name}", []));
        await using var store = Open(Root);
        var listed = new List<string>();

        for (var page = await store.ListAsync("", ObjectKey.Start, Token); ; )
        {
            listed.AddRange(page.Objects.Select(o => o.Key.Value));
            // A new file ahead is seen or not; one that is gone must not be invented.
            File.Delete($"{Root}/flat/{names[^(listed.Count / 1000)]}");
            if (page.IsLast)
            {
                break;
            }
            page = await store.ListAsync("", page.Objects[^1].Key, Token);
        }

        Assert.InRange(listed.Count, 19_980, 19_981);
        Assert.Equal(names.Take(listed.Count).Select(name => "flat/" + name), listed);
    }

    [Fact]
    public async Task The_content_type_is_guessed_from_the_name()
    {
        await using var store = Open(Root);
        await PutAsync(store, "photo.JPG", WriteCondition.Absent);
        await PutAsync(store, "noextension", WriteCondition.Absent);

        Assert.Equal("image/jpeg", (await store.HeadAsync(new ObjectKey("photo.JPG"), Token))?.Metadata.ContentType);
        Assert.Equal(
            "application/octet-stream",
            (await store.HeadAsync(new ObjectKey("noextension"), Token))?.Metadata.ContentType
        );
    }

    [Fact]
    public void A_folder_takes_no_settings_of_other_stores()
    {
        var settings = Settings(Root) with { Endpoint = "https://s3.example.org", Region = "eu" };

        var fault = Assert.Throws<FormatException>(() => new LocalFilesAdapter().Open(settings));

        Assert.Contains("takes no endpoint, region", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_known_by_its_url_and_its_path()
    {
        Assert.Equal(
            ["file:///srv/uploads/", "/srv/uploads/"],
            new LocalFilesAdapter().UrlBases(Settings("/srv/uploads"))
        );
    }

    private static StoreSettings Settings(string folder) => new(Location.Parse($"file://{folder}/"));

    private static IObjectStore Open(string folder) => new LocalFilesAdapter().Open(Settings(folder));

    private static ValueTask<ObjectInfo> PutAsync(IObjectStore store, string key, WriteCondition condition) =>
        store.PutAsync(new ObjectKey(key), "text"u8.ToArray(), ObjectMetadata.None, condition, Token);

    private static async Task<StoreException> FaultAsync<T>(ValueTask<T> call) =>
        await Assert.ThrowsAsync<StoreException>(async () => await call);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
    }
}
