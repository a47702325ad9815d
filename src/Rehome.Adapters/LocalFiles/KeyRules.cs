using System.Text;

namespace Rehome.Adapters.LocalFiles;

/// <summary>Which keys are a path inside a folder. A key is never made into another one.</summary>
internal static class KeyRules
{
    /// <summary>Begins the names of files that are being written; never listed, and no key may use it.</summary>
    public const string PartPrefix = ".rehome-part-";

    /// <summary>The folder of the journal, should the tool run inside the store; never listed, and no key may use it.</summary>
    public const string JournalFolder = ".rehome";

    private const int LongestSegment = 255;
    private const int LongestPath = 4095;

    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Says in words why a folder cannot hold a key; empty when it can.</summary>
    public static string WhyNot(string root, string key)
    {
        if (key.Length == 0)
        {
            return "an empty key is no file name";
        }
        if (key.Contains('\0', StringComparison.Ordinal))
        {
            return "no file name holds a NUL";
        }
        if (!TryCount(key, out var bytes))
        {
            return "it is no valid Unicode text";
        }
        if (bytes + Encoding.UTF8.GetByteCount(root) + 1 > LongestPath)
        {
            return $"its path would be longer than {LongestPath} bytes";
        }
        foreach (var segment in key.Split('/'))
        {
            if (WhyNotSegment(segment) is { Length: > 0 } reason)
            {
                return reason;
            }
        }
        return "";
    }

    /// <summary>True for names that are ours and no objects.</summary>
    public static bool IsHidden(string name) =>
        name == JournalFolder || name.StartsWith(PartPrefix, StringComparison.Ordinal);

    private static string WhyNotSegment(string segment) =>
        segment switch
        {
            "" => "a slash at its beginning or end, or two in a row, is no path",
            "." or ".." => $"'{segment}' in a path is another folder",
            _ when IsHidden(segment) => $"'{segment}' is a name of Rehome's own",
            _ when Encoding.UTF8.GetByteCount(segment) > LongestSegment =>
                $"a name is at most {LongestSegment} bytes long",
            _ when OperatingSystem.IsWindows() && !IsWindowsName(segment) => $"Windows has no file named '{segment}'",
            _ => "",
        };

    private static bool IsWindowsName(string segment) =>
        segment.IndexOfAny(Path.GetInvalidFileNameChars()) < 0 && segment[^1] is not ('.' or ' ');

    private static bool TryCount(string key, out int bytes)
    {
        try
        {
            bytes = s_strict.GetByteCount(key);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = 0;
            return false;
        }
    }
}
