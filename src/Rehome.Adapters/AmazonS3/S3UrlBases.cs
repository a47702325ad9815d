using System.Net;

namespace Rehome.Adapters.AmazonS3;

/// <summary>
/// The styles in which URLs name an object of a bucket, always nine and in this order: by scheme; https with the bucket
/// in the host, https with the bucket in the path, the same two with http; and these four on the host without a region.
/// Where a style does not exist, the one that comes nearest stands in its place, so that the positions are kept.
/// </summary>
internal static class S3UrlBases
{
    private const string GlobalHost = "s3.amazonaws.com";

    public static IReadOnlyList<string> Of(S3Endpoint endpoint)
    {
        var legacy = endpoint is { IsAmazon: true, Partition: "aws" } ? GlobalHost : endpoint.Host;
        return
        [
            $"s3://{endpoint.Bucket}/",
            .. OnHost("https", endpoint.Host),
            .. OnHost("http", endpoint.Host),
            .. OnHost("https", legacy),
            .. OnHost("http", legacy),
        ];

        IEnumerable<string> OnHost(string scheme, string host)
        {
            var byPath = $"{scheme}://{host}/{endpoint.Bucket}/";
            // A number takes no name before it.
            var isNumber = IPAddress.TryParse(new Uri($"http://{host}").Host.Trim('[', ']'), out _);
            return [isNumber ? byPath : $"{scheme}://{endpoint.Bucket}.{host}/", byPath];
        }
    }
}
