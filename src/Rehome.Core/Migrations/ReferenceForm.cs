namespace Rehome.Migrations;

/// <summary>How a value names an object.</summary>
public enum ReferenceForm
{
    /// <summary>A key or a URL, found value by value.</summary>
    Auto,

    /// <summary>The whole key.</summary>
    Key,

    /// <summary>A URL.</summary>
    Url,
}
