using YamlDotNet.RepresentationModel;

namespace Rehome.App.MigrationFiles;

/// <summary>One mapping of a migration file. Keys that it may not have are refused when it is made.</summary>
internal sealed class YamlSection
{
    private readonly YamlSource _source;
    private readonly YamlMappingNode _node;

    public YamlSection(YamlSource source, YamlMappingNode node, SectionKeys keys)
    {
        _source = source;
        _node = node;
        foreach (var (key, value) in node.Children)
        {
            CheckKey(key, value, keys);
        }
    }

    /// <summary>Where it begins.</summary>
    public string Place => _source.Place(_node);

    /// <summary>A single value.</summary>
    public Given Value(string key) =>
        Find(key) switch
        {
            null => Given.None,
            YamlScalarNode scalar => _source.Expand(scalar),
            var other => Wrong(other, $"'{key}' must be a single value, not {Kind(other)}", Given.None),
        };

    /// <summary>A list of values; a single value counts as a list of one.</summary>
    public IReadOnlyList<Given> Values(string key) =>
        Find(key) switch
        {
            null => [],
            YamlScalarNode scalar => [.. new[] { _source.Expand(scalar) }.Where(value => value.IsGiven)],
            YamlSequenceNode list => [.. list.Children.Select(item => Item(key, item)).Where(value => value.IsGiven)],
            var other => Wrong<IReadOnlyList<Given>>(
                other,
                $"'{key}' must be a list of values: [\"one\", \"two\"]",
                []
            ),
        };

    /// <summary>Pairs of an old and a new name.</summary>
    public IReadOnlyList<(string Old, Given New)> Pairs(string key) =>
        Find(key) switch
        {
            null => [],
            YamlScalarNode { Value: null or "" } => [],
            YamlMappingNode map =>
            [
                .. map
                    .Children.Select(pair => (Item(key, pair.Key).Text, Item(key, pair.Value)))
                    .Where(pair => pair.Item2.IsGiven),
            ],
            var other => Wrong<IReadOnlyList<(string, Given)>>(
                other,
                $"'{key}' must be pairs: {{ old.example.org: new.example.org }}",
                []
            ),
        };

    /// <summary>A mapping inside this one; null when it is absent or wrong.</summary>
    public YamlSection? Section(string key, SectionKeys keys, string example) =>
        Find(key) switch
        {
            null or YamlScalarNode { Value: null or "" } => null,
            YamlMappingNode map => new YamlSection(_source, map, keys),
            var other => Wrong<YamlSection?>(other, $"'{key}' must be {example}, not {Kind(other)}", null),
        };

    /// <summary>A single value, or a mapping inside this one.</summary>
    public (Given Value, YamlSection? Section) ValueOrSection(string key, SectionKeys keys) =>
        Find(key) is YamlMappingNode map ? (Given.None, new YamlSection(_source, map, keys)) : (Value(key), null);

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<YamlSection> Sections(string key, SectionKeys keys, string example)
    {
        switch (Find(key))
        {
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case YamlSequenceNode list:
                foreach (var item in list.Children.Where(item => item is not YamlMappingNode))
                {
                    _source.Refuse(item, $"each of '{key}' must be {example}, not {Kind(item)}");
                }
                return [.. list.Children.OfType<YamlMappingNode>().Select(map => new YamlSection(_source, map, keys))];
            case var other:
                return Wrong<IReadOnlyList<YamlSection>>(
                    other,
                    $"'{key}' must be a list; begin each entry with '- ': {example}",
                    []
                );
        }
    }

    private Given Item(string key, YamlNode item) =>
        item is YamlScalarNode scalar
            ? _source.Expand(scalar)
            : Wrong(item, $"an entry of '{key}' must be a single value, not {Kind(item)}", Given.None);

    private YamlNode? Find(string key) =>
        _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private T Wrong<T>(YamlNode node, string text, T instead)
    {
        _source.Refuse(node, text);
        return instead;
    }

    private void CheckKey(YamlNode key, YamlNode value, SectionKeys keys)
    {
        var name = (key as YamlScalarNode)?.Value ?? "";
        if (keys.Known.Contains(name) || (keys.Unbuilt.ContainsKey(name) && IsNeutral(value)))
        {
            return;
        }
        var nearest = NearestWord.Find(name, keys.Known);
        _source.Refuse(
            key,
            keys.Unbuilt.TryGetValue(name, out var advice) ? $"'{name}': {advice}"
                : nearest.Length > 0 ? $"unknown key '{name}'; did you mean '{nearest}'?"
                : $"unknown key '{name}'; known here: {string.Join(", ", keys.Known)}"
        );
    }

    // A key that is not built yet may stand there with the value that asks for nothing.
    private static bool IsNeutral(YamlNode value) =>
        value is YamlScalarNode { Value: null or "" or "none" } or YamlSequenceNode { Children.Count: 0 };

    private static string Kind(YamlNode node) =>
        node switch
        {
            YamlMappingNode => "a mapping",
            YamlSequenceNode => "a list",
            _ => "a single value",
        };
}
