using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Rehome.Tests.Shape;

public sealed class TypeSpecs
{
    [Fact]
    public void A_file_holds_one_type()
    {
        var crowded = Checkout.Product.Where(file => file.Types.Count > 1).Select(file => file.Path);

        Findings.MustBeNone(crowded);
    }

    [Fact]
    public void A_file_is_named_after_its_type()
    {
        var misnamed =
            from file in Checkout.Product
            from type in file.Types
            where file.Name != NameOf(type) && !IsNamedPart(file, type)
            select $"{file.Path} holds {NameOf(type)}";

        Findings.MustBeNone(misnamed);
    }

    [Fact]
    public void A_nested_type_is_private_or_a_case_of_a_closed_choice()
    {
        var exposed =
            from file in Checkout.Product
            from type in file.All<BaseTypeDeclarationSyntax>()
            where type.Parent is TypeDeclarationSyntax
            where !Has(type, SyntaxKind.PrivateKeyword) && !IsCase(type, (TypeDeclarationSyntax)type.Parent!)
            select $"{file.At(type)}: {NameOf(type)}";

        Findings.MustBeNone(exposed);
    }

    /// <summary><c>X.Log.cs</c> holds a part of the partial type X.</summary>
    private static bool IsNamedPart(SourceFile file, MemberDeclarationSyntax type) =>
        Has(type, SyntaxKind.PartialKeyword) && file.Name.StartsWith(NameOf(type) + ".", StringComparison.Ordinal);

    private static bool IsCase(BaseTypeDeclarationSyntax type, TypeDeclarationSyntax parent) =>
        Has(parent, SyntaxKind.AbstractKeyword)
        && parent is RecordDeclarationSyntax
        && type.BaseList?.Types.Any(one => NameOf(one.Type) == NameOf(parent)) == true;

    private static bool Has(MemberDeclarationSyntax type, SyntaxKind modifier) => type.Modifiers.Any(modifier);

    private static string NameOf(SyntaxNode node) =>
        node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            SimpleNameSyntax name => name.Identifier.Text,
            _ => node.ToString(),
        };
}
