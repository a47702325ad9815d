namespace Rehome.Bench;

/// <summary>A program with all it needs to run.</summary>
/// <param name="Program">Its path, or its name on the PATH.</param>
/// <param name="Arguments">Its words.</param>
/// <param name="Environment">Variables beside those of this process; an empty value removes one.</param>
/// <param name="Folder">Its current folder.</param>
internal sealed record CommandWords(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string Folder
);
