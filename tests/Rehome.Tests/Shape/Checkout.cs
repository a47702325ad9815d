using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rehome.Tests.Shape;

/// <summary>The source of this checkout, read and parsed once.</summary>
internal static class Checkout
{
    private static readonly Lazy<string> s_root = new(FindRoot);
    private static readonly Lazy<IReadOnlyList<SourceFile>> s_product = new(() => ReadCode("src"));
    private static readonly Lazy<IReadOnlyList<SourceFile>> s_tests = new(() => ReadCode("tests"));
    private static readonly Lazy<IReadOnlyList<NameUse>> s_names = new(ReadNames);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root => s_root.Value;

    /// <summary>The product's code.</summary>
    public static IReadOnlyList<SourceFile> Product => s_product.Value;

    /// <summary>The tests' code.</summary>
    public static IReadOnlyList<SourceFile> Tests => s_tests.Value;

    /// <summary>Every name in the product's code, so that a fence sees what a name means and not only how it is written.</summary>
    public static IReadOnlyList<NameUse> Names => s_names.Value;

    /// <summary>Files of a folder with one of the extensions, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] extensions) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
                .Where(file => extensions.Contains(Path.GetExtension(file)))
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(file => !file.Split('/').Any(part => part is "artifacts" or "bin" or "obj"))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The text of one file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rehome.slnx")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName
            ?? throw new InvalidOperationException($"no folder above {AppContext.BaseDirectory} holds Rehome.slnx");
    }

    private static List<SourceFile> ReadCode(string folder) =>
        [
            .. Files(folder, ".cs")
                .Select(path => new SourceFile(path, CSharpSyntaxTree.ParseText(Read(path), path: path))),
        ];

    private static List<NameUse> ReadNames()
    {
        var compilation = Compile();
        var names =
            from file in Product.AsParallel()
            let meaning = compilation.GetSemanticModel(file.Tree)
            from name in file.All<SimpleNameSyntax>()
            let symbol = meaning.GetSymbolInfo(name).Symbol
            where symbol is not null
            select new NameUse(file, name, symbol);
        return [.. names];
    }

    private static CSharpCompilation Compile()
    {
        const string implicitUsings = """
            global using System;
            global using System.Collections.Generic;
            global using System.IO;
            global using System.Linq;
            global using System.Net.Http;
            global using System.Threading;
            global using System.Threading.Tasks;
            """;
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var references = platform
            .Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("rehome", StringComparison.OrdinalIgnoreCase))
            .Select(file => MetadataReference.CreateFromFile(file));
        return CSharpCompilation.Create(
            "Shape",
            [CSharpSyntaxTree.ParseText(implicitUsings), .. Product.Select(file => file.Tree)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true)
        );
    }
}
