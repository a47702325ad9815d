using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Rehome.Tests.Shape;

public sealed class RuleSpecs
{
    [Fact]
    public void Product_code_switches_no_warning_off()
    {
        var pragmas =
            from file in Checkout.Product
            from trivia in file
                .Tree.GetRoot()
                .DescendantTrivia()
                .Where(one => one.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia))
            select $"{file.Path}: {trivia}";
        var projects = Checkout
            .Files("src", ".csproj", ".props", ".targets")
            .Where(path => Checkout.Read(path).Contains("<NoWarn", StringComparison.OrdinalIgnoreCase));

        Findings.MustBeNone(pragmas.Concat(projects));
    }

    [Fact]
    public void A_rule_that_is_switched_off_has_its_reason_above_it()
    {
        var lines = Checkout.Read(".editorconfig").Split('\n', StringSplitOptions.TrimEntries);

        var unreasoned = lines
            .Where(line => line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal))
            .Where(line =>
                line.EndsWith("none", StringComparison.Ordinal) || line.EndsWith("silent", StringComparison.Ordinal)
            )
            .Where(line => !lines[Array.IndexOf(lines, line) - 1].StartsWith('#'));

        Findings.MustBeNone(unreasoned);
    }

    [Fact]
    public void Time_and_chance_come_from_outside()
    {
        var banned = Checkout
            .Read("BannedSymbols.txt")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(';')[0])
            .ToHashSet();
        Assert.Contains("P:System.DateTime.UtcNow", banned);

        var used = Checkout
            .Names.Where(use => banned.Contains(use.Meaning.GetDocumentationCommentId() ?? ""))
            .Select(use => $"{use.File.At(use.Name)}: {use.Meaning}");

        Findings.MustBeNone(used);
    }
}
