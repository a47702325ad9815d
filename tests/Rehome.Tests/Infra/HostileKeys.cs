using System.Text;
using Rehome.Locations;

namespace Rehome.Tests.Infra;

/// <summary>Keys that break tools which take a key for a path, a URL or a line of text.</summary>
internal static class HostileKeys
{
    /// <summary>1,024 bytes, the most that S3 takes, in one segment.</summary>
    public static string Longest { get; } = new('k', 1024);

    /// <summary>1,024 bytes in short segments of four-byte characters.</summary>
    public static string LongestInFolders { get; } =
        string.Concat(Enumerable.Repeat(string.Concat(Enumerable.Repeat("🌳", 25)) + "/", 10)) + "fourteen bytes";

    /// <summary>Each is a whole key of its own.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "plain.png",
        "with space.png",
        " leading space.png",
        "plus+plus.png",
        "percent%.png",
        "percent%2Fslash.png",
        "percent%25.png",
        "percent%zz.png",
        "hash#fragment.png",
        "question?query=1.png",
        "ampersand&amp;.png",
        "equals=sign.png",
        "semicolon;v=1.png",
        "colon:colon.png",
        "quote'quote.png",
        "quote\"quote.png",
        "marks!()*[]$.png",
        "angle<tag>.png",
        "brace{name}^`|~,@.png",
        "back\\slash.png",
        "/leading-slash.png",
        "double//slash.png",
        "///",
        "trailing-slash/",
        "./dot-first.png",
        "../dots-first.png",
        "middle/./dot.png",
        "middle/../dots.png",
        "ends/..",
        "ends/.",
        "trailing-dot.",
        "trailing-space ",
        "folder /trailing-space-inside.png",
        "mark-\u200E-left-to-right.png",
        "space-\u3000-ideographic.png",
        "space-\u00A0-no-break.png",
        "delete-\u007F.png",
        "caf\u00E9-composed.png",
        "cafe\u0301-decomposed.png",
        "emoji-🦊🏽.png",
        "last-\uFFFD-of-three-bytes.png",
        "private-\uE000-use.png",
        "Case.png",
        "case.png",
        "http://host/key.png",
        "s3://bucket/key.png",
        "s3:bucket.png",
        "-rf",
        "~",
        Longest,
        LongestInFolders,
    ];

    /// <summary>Bytes that tell one key from every other.</summary>
    public static byte[] ContentOf(ObjectKey key) => Encoding.UTF8.GetBytes("content of " + key.Value);
}
