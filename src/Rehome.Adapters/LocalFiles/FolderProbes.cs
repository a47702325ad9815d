using System.Globalization;
using Rehome.Checks;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.LocalFiles;

/// <summary>Tries out a folder, and leaves nothing behind.</summary>
internal sealed class FolderProbes(FolderRoot root)
{
    /// <summary>Less free space than this is worth a word: 1 GiB.</summary>
    private const long LittleSpace = 1L << 30;

    private readonly List<Probe> _probes = [];

    public IReadOnlyList<Probe> Run(StoreAccess needed)
    {
        Try("find the folder", () => root.Require());
        if (_probes[0].Verdict == ProbeVerdict.Failed)
        {
            return _probes;
        }
        if (needed.HasFlag(StoreAccess.List) || needed.HasFlag(StoreAccess.Read))
        {
            Try("list files", WarnOfLinks);
        }
        if (needed.HasFlag(StoreAccess.Read))
        {
            Try("read a file", ReadOne);
        }
        if (needed.HasFlag(StoreAccess.Write) || needed.HasFlag(StoreAccess.Delete))
        {
            Try("write and delete a file", WriteOne);
        }
        if (needed.HasFlag(StoreAccess.Write))
        {
            WarnOfSpace();
        }
        return _probes;
    }

    private void Try(string what, Action act)
    {
        var place = root.Location.ToString();
        try
        {
            act();
            _probes.Add(new Probe(place, what, ProbeVerdict.Passed, ""));
        }
        catch (StoreException fault)
        {
            _probes.Add(new Probe(place, what, ProbeVerdict.Failed, fault.Message));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var explained = FolderFaults.Explain(root, what + " for", new ObjectKey("(a probe)"), fault);
            _probes.Add(new Probe(place, what, ProbeVerdict.Failed, explained.Message));
        }
    }

    private void Warn(string what, string advice) =>
        _probes.Add(new Probe(root.Location.ToString(), what, ProbeVerdict.Warned, advice));

    private void WarnOfLinks()
    {
        var link = new DirectoryInfo(root.Path)
            .EnumerateFileSystemInfos()
            .FirstOrDefault(entry => entry.LinkTarget is not null);
        if (link is not null)
        {
            Warn(
                "symbolic links",
                $"'{link.Name}' is a symbolic link: links are not followed, so nothing behind one is moved"
            );
        }
    }

    private void ReadOne()
    {
        if (FolderWalk.From(root, "", ObjectKey.Start).FirstOrDefault() is { } first)
        {
            using var file = PinnedFile.Open(root, "read", first);
            file.Read(new byte[Math.Min(1, first.Size)], 0);
        }
    }

    private void WriteOne()
    {
        var path = Path.Join(root.Path, KeyRules.PartPrefix + "probe-" + Guid.NewGuid().ToString("N"));
        try
        {
            File.WriteAllText(path, "Rehome was here to see whether it may write. Delete this file.");
            if (File.Exists(path.Replace("probe", "PROBE", StringComparison.Ordinal)))
            {
                Warn("case of names", "names that differ only in case are one file here: such keys will be conflicts");
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void WarnOfSpace()
    {
        var free = new DriveInfo(root.Path).AvailableFreeSpace;
        if (free < LittleSpace)
        {
            var megabytes = (free >> 20).ToString("N0", CultureInfo.InvariantCulture);
            Warn("free space", $"only {megabytes} MiB are free; look whether the objects fit");
        }
    }
}
