namespace Rehome.References;

/// <summary>A reference column as found in the catalogue.</summary>
/// <param name="Id">Stable text without secrets that names the column in the journal: <c>postgres://host/db#public.avatars.path</c>.</param>
/// <param name="Name">For people: <c>avatars.path</c>.</param>
/// <param name="KeyColumns">The columns that identify a row.</param>
public sealed record ColumnDescription(string Id, string Name, IReadOnlyList<string> KeyColumns);
