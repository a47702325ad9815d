using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Rehome.App.MigrationFiles;

/// <summary>The YAML text that is being read: makes values with their line, and gathers faults.</summary>
/// <param name="fileName">For people, in front of every line number.</param>
/// <param name="faults">Where faults go.</param>
/// <param name="environment">Null where a variable is not set.</param>
internal sealed class YamlSource(string fileName, FaultList faults, Func<string, string?> environment)
{
    /// <summary>Parses the text.</summary>
    /// <returns>The top of the file, or null when there is none; then a fault was noted.</returns>
    public YamlMappingNode? Load(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            switch (stream.Documents)
            {
                case []:
                    faults.Add(fileName, "the file is empty; a migration needs at least 'from' and 'to'");
                    return null;
                case [{ RootNode: YamlMappingNode root }]:
                    return root;
                case [var document]:
                    Refuse(
                        document.RootNode,
                        "a migration is a list of 'key: value' lines, beginning with 'from:' and 'to:'"
                    );
                    return null;
                default:
                    Refuse(stream.Documents[1].RootNode, "a second document begins here; write one migration a file");
                    return null;
            }
        }
        catch (YamlException fault)
        {
            var line = fault.Start.Line.ToString(CultureInfo.InvariantCulture);
            faults.Add($"{fileName}:{line}", Explain(fault));
            return null;
        }
    }

    /// <summary>Where a node stands, for people.</summary>
    public string Place(YamlNode node) => $"{fileName}:{node.Start.Line.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Notes a fault at a node.</summary>
    public void Refuse(YamlNode node, string text) => faults.Add(Place(node), text);

    /// <summary>The value of a scalar, variables replaced.</summary>
    public Given Expand(YamlScalarNode node)
    {
        var isNull = node is { Style: ScalarStyle.Plain, Value: "~" or "null" };
        var text = isNull ? "" : VariableText.Expand(node.Value ?? "", environment, fault => Refuse(node, fault));
        return new Given(text, Place(node));
    }

    // The parser's own words may quote the text, which may hold a secret; only the known slips are explained.
    private static string Explain(YamlException fault) =>
        fault.Message switch
        {
            var text
                when text.Contains("anchor or alias", StringComparison.OrdinalIgnoreCase)
                    || text.Contains("AnchorNotFound", StringComparison.OrdinalIgnoreCase)
                    || fault is AnchorNotFoundException => "a value that begins with * or & must be quoted: \"*.png\"",
            var text when text.Contains("uplicate key", StringComparison.Ordinal) =>
                "a key of this list stands here twice; keep one",
            var text when text.Contains("tab", StringComparison.OrdinalIgnoreCase) =>
                "this is not YAML; indent with spaces, not with tabs",
            _ => "this is not YAML; check indentation, colons and quotes around here",
        };
}
