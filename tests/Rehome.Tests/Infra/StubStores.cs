using Rehome.Adapters.AmazonS3;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Tests.Infra;

/// <summary>Opens stores whose service is a stub.</summary>
internal static class StubStores
{
    public const string Secret = "hunter2secret";
    public const string Token = "session-token-of-ann";

    public static RadosGatewayUser Ann { get; } = new("ann", "ann-key", Secret);

    public static StoreSettings Settings(string endpoint) =>
        new(Location.Parse("s3://photos/image/")) { Endpoint = endpoint, Region = "eu-west-1" };

    public static IObjectStore Open(HttpStub stub, TimeProvider? time = null, S3Options? options = null) =>
        RadosGatewayFixture.Adapter(Ann, time, options).Open(Settings(stub.Url));

    /// <summary>A store that takes the stub for Amazon's own service.</summary>
    public static IObjectStore OpenAsAmazon(HttpStub stub)
    {
        var settings = Settings(stub.Url);
        var environment = Environment(new Dictionary<string, string>());
        var endpoint = new S3Endpoint(
            "http",
            new Uri(stub.Url).Authority,
            "eu-west-1",
            "photos",
            ByHost: false,
            IsAmazon: true
        );
        var finder = new CredentialFinder(settings, environment);
        var client = new S3Client(
            settings.Location,
            endpoint,
            finder,
            new S3Options(),
            environment,
            TimeProvider.System
        );
        return new S3Store(settings.Location, client, S3Features.Of(endpoint, settings, environment));
    }

    /// <summary>Ann's keys, and what is said beside them; variables can change while a test runs.</summary>
    public static AwsEnvironment Environment(IDictionary<string, string> variables)
    {
        variables.TryAdd("AWS_ACCESS_KEY_ID", Ann.AccessKey);
        variables.TryAdd("AWS_SECRET_ACCESS_KEY", Secret);
        return new AwsEnvironment(name => variables.TryGetValue(name, out var value) ? value : null);
    }
}
