namespace Rehome.Migrations;

/// <summary>How a bucket is named in a request.</summary>
public enum Addressing
{
    /// <summary>By host on the cloud's own endpoint, by path elsewhere.</summary>
    Auto,

    /// <summary><c>https://host/bucket/key</c>.</summary>
    Path,

    /// <summary><c>https://bucket.host/key</c>.</summary>
    Host,
}
