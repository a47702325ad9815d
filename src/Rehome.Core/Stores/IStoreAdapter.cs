using Rehome.Migrations;

namespace Rehome.Stores;

/// <summary>Opens the locations of one kind of store.</summary>
public interface IStoreAdapter
{
    /// <summary>The scheme of its locations.</summary>
    string Scheme { get; }

    /// <summary>Opens a container. Sends no request: what is wrong shows at the first call.</summary>
    /// <exception cref="FormatException">A setting is wrong or does not belong to this kind of store.</exception>
    IObjectStore Open(StoreSettings settings);

    /// <summary>The URL beginnings under which objects of this container are known, without the key: <c>https://bucket.host/</c>, <c>s3://bucket/</c>.
    /// The same position in two lists of stores of one kind is the same style.</summary>
    IReadOnlyList<string> UrlBases(StoreSettings settings);
}
