using Xunit;

namespace Rehome.Tests.Shape;

public sealed class FolderSpecs
{
    private static readonly string[] s_kinds =
    [
        "Services",
        "Models",
        "Helpers",
        "Utils",
        "Utilities",
        "Common",
        "Shared",
        "Misc",
        "Managers",
        "Interfaces",
        "Enums",
        "Extensions",
        "Exceptions",
    ];

    [Fact]
    public void A_folder_is_a_word_of_the_domain_and_no_technical_kind()
    {
        var technical =
            from file in Checkout.Product.Concat(Checkout.Tests)
            from folder in file.Folders
            where s_kinds.Contains(folder, StringComparer.OrdinalIgnoreCase)
            select file.Path;

        Findings.MustBeNone(technical);
    }

    [Fact]
    public void A_namespace_says_where_its_file_is()
    {
        var strayed =
            from file in Checkout.Product
            from declared in file.All<Microsoft.CodeAnalysis.CSharp.Syntax.BaseNamespaceDeclarationSyntax>()
            where declared.Name.ToString() != NamespaceOf(file)
            select $"{file.Path}: {declared.Name}";

        Findings.MustBeNone(strayed);
    }

    /// <summary>The domain's root namespace is the product's name alone.</summary>
    private static string NamespaceOf(SourceFile file)
    {
        var project = file.Folders[1] == "Rehome.Core" ? "Rehome" : file.Folders[1];
        return string.Join('.', file.Folders.Skip(2).Prepend(project));
    }
}
