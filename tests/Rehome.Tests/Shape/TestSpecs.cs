using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Rehome.Tests.Shape;

public sealed partial class TestSpecs
{
    private static readonly string[] s_endings = ["Specs", "Contract", "ContractTests"];

    [Fact]
    public void A_file_of_tests_says_so_in_its_name()
    {
        var misnamed = Checkout
            .Tests.Where(file => TestsOf(file).Any())
            .Where(file => !s_endings.Any(ending => file.Name.Split('.')[0].EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => file.Path);

        Findings.MustBeNone(misnamed);
    }

    [Fact]
    public void The_name_of_a_test_is_a_sentence()
    {
        var unclear =
            from file in Checkout.Tests
            from test in TestsOf(file)
            where !Sentence().IsMatch(test.Identifier.Text)
            select $"{file.At(test)}: {test.Identifier}";

        Findings.MustBeNone(unclear);
    }

    [Fact]
    public void No_test_is_skipped()
    {
        var arguments =
            from file in Checkout.Tests
            from argument in file.All<AttributeArgumentSyntax>()
            where argument.NameEquals?.Name.Identifier.Text.StartsWith("Skip", StringComparison.Ordinal) == true
            select file.At(argument);
        var calls =
            from file in Checkout.Tests
            from call in file.All<MemberAccessExpressionSyntax>()
            where
                call.Expression.ToString() == "Assert"
                && call.Name.Identifier.Text.StartsWith("Skip", StringComparison.Ordinal)
            select file.At(call);

        Findings.MustBeNone(arguments.Concat(calls));
    }

    /// <summary>The test methods of a file.</summary>
    internal static IEnumerable<MethodDeclarationSyntax> TestsOf(SourceFile file) =>
        file.All<MethodDeclarationSyntax>()
            .Where(method =>
                method
                    .AttributeLists.SelectMany(list => list.Attributes)
                    .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory")
            );

    [GeneratedRegex("^[A-Z0-9][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex Sentence();
}
