using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rehome.Tests.Shape;

/// <summary>One file of code.</summary>
/// <param name="Path">Relative to the root of the checkout, with forward slashes.</param>
/// <param name="Tree">Its syntax.</param>
internal sealed record SourceFile(string Path, SyntaxTree Tree)
{
    /// <summary>The file's name without its extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The names of its folders, outermost first.</summary>
    public IReadOnlyList<string> Folders => Path.Split('/')[..^1];

    /// <summary>How many lines it has.</summary>
    public int Lines =>
        Tree.GetText().Lines.Count(line => line.Span.Length > 0 || line.EndIncludingLineBreak > line.End);

    /// <summary>All nodes of one kind.</summary>
    public IEnumerable<T> All<T>()
        where T : SyntaxNode => Tree.GetRoot().DescendantNodes().OfType<T>();

    /// <summary>The types that are not nested.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Types =>
        [
            .. All<MemberDeclarationSyntax>()
                .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                .Where(member => member.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax),
        ];

    /// <summary>For messages: the file and the line of a node.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
