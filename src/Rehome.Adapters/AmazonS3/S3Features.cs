using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>What S3 promises (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html).</summary>
internal static class S3Features
{
    public const int MostDeletes = 1000;

    private const long LargestCopy = 5_000_000_000;
    private const long SmallestPart = 5 * 1024 * 1024;
    private const int MostParts = 10_000;

    public static StoreFeatures Of(S3Endpoint endpoint, StoreSettings settings, AwsEnvironment environment) =>
        new()
        {
            CopyDomain = Domain(endpoint, settings, environment),
            ConditionalWrites = true,
            // Others take the header and ignore it.
            ConditionalCopies = endpoint.IsAmazon,
            KeepsMetadata = true,
            KeepsTags = true,
            ETagIsMd5 = true,
            LargestSinglePut = LargestCopy,
            SmallestPart = SmallestPart,
            MostParts = MostParts,
            MostDeletes = MostDeletes,
        };

    // Any region of a partition copies from any other; the same profile or role stands for the same rights.
    private static string Domain(S3Endpoint endpoint, StoreSettings settings, AwsEnvironment environment)
    {
        var service = endpoint.IsAmazon ? endpoint.Partition : endpoint.Service;
        var identity = environment.ProfileFor(settings.Profile);
        return $"{service} as {(identity.Length > 0 ? identity : "default")} {settings.Role}".TrimEnd();
    }
}
