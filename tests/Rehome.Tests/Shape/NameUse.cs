using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rehome.Tests.Shape;

/// <summary>A name in the code and what it means, whether it is written in full, by a using or behind a <c>var</c>.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="Name">How it is written.</param>
/// <param name="Meaning">What it names.</param>
internal sealed record NameUse(SourceFile File, SimpleNameSyntax Name, ISymbol Meaning)
{
    /// <summary>The namespace that the thing named is from; empty for a namespace itself, whose name alone uses nothing in it.</summary>
    public string Namespace => Meaning is INamespaceSymbol ? "" : Meaning.ContainingNamespace?.ToDisplayString() ?? "";
}
