using Rehome.Migrations;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Where the requests for one bucket go.</summary>
/// <param name="Scheme"><c>https</c> or <c>http</c>.</param>
/// <param name="Host">The service's host, with its port if that is not the scheme's.</param>
/// <param name="Region">The region to sign for.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="ByHost">True when the bucket stands in the host name.</param>
/// <param name="IsAmazon">True for Amazon's own service; others lack some of its promises.</param>
internal sealed record S3Endpoint(string Scheme, string Host, string Region, string Bucket, bool ByHost, bool IsAmazon)
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>The Host header.</summary>
    public string Authority { get; } = ByHost ? $"{Bucket}.{Host}" : Host;

    /// <summary>The service's URL without the bucket.</summary>
    public string Service => $"{Scheme}://{Host}";

    /// <summary>The beginning of every URL: scheme and authority.</summary>
    public string Origin { get; } = $"{Scheme}://{(ByHost ? Bucket + "." : "")}{Host}";

    /// <summary>The path of the bucket itself.</summary>
    public string BucketPath { get; } = ByHost ? "/" : "/" + Uri.EscapeDataString(Bucket);

    /// <summary>The path of every key begins so.</summary>
    public string KeyPath { get; } = ByHost ? "/" : $"/{Uri.EscapeDataString(Bucket)}/";

    /// <summary>
    /// Amazon's partition: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>. Copies cross regions but not partitions.
    /// </summary>
    public string Partition =>
        Host.EndsWith(".cn", StringComparison.Ordinal) ? "aws-cn"
        : Host.Contains("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    /// <summary>The endpoint of a location, from its settings and what surrounds them.</summary>
    /// <exception cref="FormatException">The endpoint is no URL of a host.</exception>
    public static S3Endpoint Resolve(StoreSettings settings, AwsEnvironment environment)
    {
        var profileName = environment.ProfileFor(settings.Profile);
        var profile = environment.FindProfile(profileName.Length > 0 ? profileName : "default");
        var ofProfile = profile?.Region?.SystemName ?? "";
        var region = FirstOf(
            settings.Region,
            settings.Profile.Length > 0 ? ofProfile : "",
            environment["AWS_REGION"],
            environment["AWS_DEFAULT_REGION"],
            ofProfile,
            DefaultRegion
        );
        var endpoint = FirstOf(
            settings.Endpoint,
            environment["AWS_ENDPOINT_URL_S3"],
            environment["AWS_ENDPOINT_URL"],
            profile?.EndpointUrl ?? "",
            $"https://{AmazonHost(region)}"
        );
        return At(endpoint, region, settings.Location.Container, settings.Addressing);
    }

    /// <summary>The same bucket in another region, once the service has said so.</summary>
    public S3Endpoint InRegion(string region) =>
        new(Scheme, Host == AmazonHost(Region) ? AmazonHost(region) : Host, region, Bucket, ByHost, IsAmazon);

    /// <summary>Another bucket of the same service.</summary>
    public S3Endpoint ForBucket(string bucket) => new(Scheme, Host, Region, bucket, ByHost, IsAmazon);

    /// <summary>Amazon's host of a region.</summary>
    public static string AmazonHost(string region) =>
        $"s3.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}";

    private static S3Endpoint At(string text, string region, string bucket, Addressing addressing)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || url.AbsolutePath != "/"
            || url.Query.Length + url.UserInfo.Length + url.Fragment.Length > 0
        )
        {
            throw new FormatException(
                $"'{text}' is not an S3 endpoint; write scheme, host and port only: https://s3.example.org"
            );
        }
        var isAmazon =
            url.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
            || url.Host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase);
        var byHost = addressing switch
        {
            Addressing.Host => true,
            Addressing.Path => false,
            // A dot in the bucket's name breaks the wildcard certificate, a capital is no host name.
            _ => isAmazon
                && bucket.All(static letter =>
                    char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'
                ),
        };
        return new S3Endpoint(url.Scheme, url.Authority, region, bucket, byHost, isAmazon);
    }

    private static string FirstOf(params ReadOnlySpan<string> choices)
    {
        foreach (var choice in choices)
        {
            if (choice.Length > 0)
            {
                return choice;
            }
        }
        return "";
    }
}
