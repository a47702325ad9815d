using Rehome.References;

namespace Rehome.Phases;

/// <summary>A row that names a source object.</summary>
/// <param name="Row">The row as read.</param>
/// <param name="Reading">What its value means.</param>
internal readonly record struct LegacyRow(ReferenceRow Row, Reading Reading);
