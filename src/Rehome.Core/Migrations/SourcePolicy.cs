namespace Rehome.Migrations;

/// <summary>What becomes of the source objects in the end.</summary>
public enum SourcePolicy
{
    /// <summary>They stay.</summary>
    Keep,

    /// <summary>They are deleted once retire has proven that it is safe.</summary>
    Delete,
}
