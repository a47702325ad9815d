using Xunit;

namespace Rehome.Tests.Shape;

/// <summary>What a rule found, each with its place.</summary>
internal static class Findings
{
    /// <summary>Fails with all findings in full, one a line; xunit's own message would cut them short.</summary>
    public static void MustBeNone(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        if (all.Count > 0)
        {
            Assert.Fail(string.Join('\n', all.Prepend("found:")));
        }
    }
}
