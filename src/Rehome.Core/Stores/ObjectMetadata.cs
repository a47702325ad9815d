namespace Rehome.Stores;

/// <summary>What an object carries beside its bytes. Empty text means: not set.</summary>
public sealed record ObjectMetadata
{
    // Before None: static fields are set in the order of their text.
    private static readonly Dictionary<string, string> s_empty = [];

    /// <summary>Nothing set.</summary>
    public static ObjectMetadata None { get; } = new();

    /// <summary>The media type.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The <c>Cache-Control</c> header.</summary>
    public string CacheControl { get; init; } = "";

    /// <summary>The <c>Content-Disposition</c> header.</summary>
    public string ContentDisposition { get; init; } = "";

    /// <summary>The <c>Content-Encoding</c> header.</summary>
    public string ContentEncoding { get; init; } = "";

    /// <summary>The <c>Content-Language</c> header.</summary>
    public string ContentLanguage { get; init; } = "";

    /// <summary>The <c>Expires</c> header, as the store gave it.</summary>
    public string Expires { get; init; } = "";

    /// <summary>As the store names it; empty for its default.</summary>
    public string StorageClass { get; init; } = "";

    /// <summary>The user's own names and values, names in lower case without the store's header prefix.</summary>
    public IReadOnlyDictionary<string, string> User { get; init; } = s_empty;

    /// <summary>Tags. Filled only where they were asked for: see <see cref="IObjectStore.ReadTagsAsync"/>.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = s_empty;
}
