using Rehome.References;

namespace Rehome.Phases;

/// <summary>A reference column with the rule that reads its values.</summary>
/// <param name="Column">The column.</param>
/// <param name="Rule">How its values name objects.</param>
public sealed record BoundColumn(IReferenceColumn Column, ReferenceRule Rule);
