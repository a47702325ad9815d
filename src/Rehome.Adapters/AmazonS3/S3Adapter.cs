using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Amazon S3 and everything that speaks it.</summary>
public sealed class S3Adapter : IStoreAdapter
{
    private readonly TimeProvider _time;
    private readonly S3Options _options;
    private readonly AwsEnvironment _environment;

    /// <summary>Takes credentials, region and endpoint from the settings, and what they leave open from where the AWS tools do.</summary>
    public S3Adapter(TimeProvider time)
        : this(time, new S3Options(), AwsEnvironment.OfProcess) { }

    internal S3Adapter(TimeProvider time, S3Options options, AwsEnvironment environment) =>
        (_time, _options, _environment) = (time, options, environment);

    /// <inheritdoc/>
    public string Scheme => "s3";

    /// <inheritdoc/>
    public IObjectStore Open(StoreSettings settings)
    {
        var endpoint = Resolve(settings);
        var finder = new CredentialFinder(settings, _environment);
        var client = new S3Client(settings.Location, endpoint, finder, _options, _environment, _time);
        return new S3Store(settings.Location, client, S3Features.Of(endpoint, settings, _environment));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> UrlBases(StoreSettings settings) => S3UrlBases.Of(Resolve(settings));

    private S3Endpoint Resolve(StoreSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Location.Scheme == Scheme
            ? S3Endpoint.Resolve(settings, _environment)
            : throw new FormatException($"{settings.Location} is no S3 location; write it like s3://bucket/prefix/");
    }
}
