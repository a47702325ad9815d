using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Rehome.Tests.Infra;

/// <summary>What holds however a run ends: people read sentences and no stack, and no secret is told anywhere.</summary>
internal static partial class Manners
{
    /// <summary>Looks at what was said and at every file that was written.</summary>
    /// <param name="result">What was said.</param>
    /// <param name="folder">Holds journal and log.</param>
    /// <param name="secrets">What must not be told.</param>
    public static void AssertKept(RehomeResult result, string folder, IReadOnlyList<string> secrets)
    {
        var said = result.Output + result.Error;
        Assert.DoesNotMatch(Stack(), said);
        Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected failure", said, StringComparison.Ordinal);
        Assert.DoesNotContain(secrets, secret => said.Contains(secret, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.False(
                secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)),
                $"{file} tells a secret"
            );
        }
    }

    [GeneratedRegex(@"^\s+at \S+\(", RegexOptions.Multiline)]
    private static partial Regex Stack();
}
