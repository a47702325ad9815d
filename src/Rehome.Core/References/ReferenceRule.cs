using Rehome.Migrations;

namespace Rehome.References;

/// <summary>How the values of one column name objects.</summary>
public sealed class ReferenceRule
{
    private ReferenceRule() { }

    /// <summary>Makes the rule of one column.</summary>
    /// <param name="settings">Form and hosts of the column.</param>
    /// <param name="migration">The key map and filter.</param>
    /// <param name="sourceBases">URL beginnings of the source container, as <see cref="Stores.IStoreAdapter.UrlBases"/> gives them.</param>
    /// <param name="targetBases">URL beginnings of the target container, in the same order of styles.</param>
    public static ReferenceRule Create(
        ReferenceSettings settings,
        Migration migration,
        IReadOnlyList<string> sourceBases,
        IReadOnlyList<string> targetBases
    ) => throw new NotImplementedException($"{settings}{migration}{sourceBases}{targetBases}");
}
