namespace Rehome.Migrations;

/// <summary>Which objects of the source move.</summary>
public enum ObjectScope
{
    /// <summary>All that the filter lets through.</summary>
    All,

    /// <summary>Only those that some row names.</summary>
    Referenced,
}
