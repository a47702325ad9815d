using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Rehome.Tests.Shape;

public sealed class SizeSpecs
{
    private const int MostLinesOfAFile = 300;
    private const int MostLinesOfAFunction = 60;

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        var tooLong = Checkout
            .Product.Where(file => file.Lines > MostLinesOfAFile)
            .Select(file => $"{file.Path}: {file.Lines}");

        Findings.MustBeNone(tooLong);
    }

    [Fact]
    public void No_function_is_longer_than_60_lines()
    {
        var tooLong =
            from file in Checkout.Product
            from function in file.All<SyntaxNode>().Where(IsFunction)
            let lines = LinesOf(function)
            where lines > MostLinesOfAFunction
            select $"{file.At(function)}: {lines}";

        Findings.MustBeNone(tooLong);
    }

    private static bool IsFunction(SyntaxNode node) =>
        node
            is BaseMethodDeclarationSyntax
                or AccessorDeclarationSyntax
                or LocalFunctionStatementSyntax
                or PropertyDeclarationSyntax { ExpressionBody: not null };

    private static int LinesOf(SyntaxNode function)
    {
        var span = function.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
