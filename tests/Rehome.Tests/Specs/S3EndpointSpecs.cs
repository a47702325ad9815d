using Rehome.Adapters.AmazonS3;
using Rehome.Locations;
using Rehome.Migrations;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class S3EndpointSpecs : IDisposable
{
    private readonly string _profiles = Path.GetTempFileName();
    private readonly Dictionary<string, string> _variables = [];

    public S3EndpointSpecs()
    {
        File.WriteAllText(
            _profiles,
            """
            [default]
            region = ap-south-1

            [paris]
            region = eu-west-3
            endpoint_url = https://s3.paris.example.org
            """
        );
        _variables["AWS_SHARED_CREDENTIALS_FILE"] = _profiles;
    }

    private static StoreSettings Settings => new(Location.Parse("s3://photos/image/"));

    public void Dispose() => File.Delete(_profiles);

    [Fact]
    public void The_region_of_the_settings_comes_first_then_the_named_profile_then_variables_then_the_default_profile()
    {
        Assert.Equal("ap-south-1", Resolve(Settings).Region);

        _variables["AWS_DEFAULT_REGION"] = "sa-east-1";
        Assert.Equal("sa-east-1", Resolve(Settings).Region);
        _variables["AWS_REGION"] = "us-west-2";
        Assert.Equal("us-west-2", Resolve(Settings).Region);
        Assert.Equal("eu-west-3", Resolve(Settings with { Profile = "paris" }).Region);
        Assert.Equal("eu-north-1", Resolve(Settings with { Profile = "paris", Region = "eu-north-1" }).Region);
    }

    [Fact]
    public void The_endpoint_of_the_settings_comes_first_then_variables_then_the_profile_then_Amazon()
    {
        Assert.Equal("https://s3.ap-south-1.amazonaws.com", Resolve(Settings).Service);
        Assert.Equal("https://s3.paris.example.org", Resolve(Settings with { Profile = "paris" }).Service);

        _variables["AWS_ENDPOINT_URL"] = "http://all.example.org:9000";
        Assert.Equal("http://all.example.org:9000", Resolve(Settings with { Profile = "paris" }).Service);
        _variables["AWS_ENDPOINT_URL_S3"] = "http://s3.example.org";
        Assert.Equal("http://s3.example.org", Resolve(Settings).Service);
        Assert.Equal(
            "https://own.example.org",
            Resolve(Settings with { Endpoint = "https://own.example.org/" }).Service
        );
    }

    [Theory]
    [InlineData("", "photos", "https://photos.s3.eu-west-1.amazonaws.com", "/")]
    [InlineData("", "my.photos", "https://s3.eu-west-1.amazonaws.com", "/my.photos/")]
    [InlineData("https://s3.example.org", "photos", "https://s3.example.org", "/photos/")]
    public void The_bucket_stands_in_the_host_at_Amazon_and_in_the_path_elsewhere(
        string endpoint,
        string bucket,
        string origin,
        string path
    )
    {
        var settings = new StoreSettings(Location.Parse($"s3://{bucket}/"))
        {
            Endpoint = endpoint,
            Region = "eu-west-1",
        };

        var found = Resolve(settings);

        Assert.Equal((origin, path), (found.Origin, found.KeyPath));
    }

    [Theory]
    [InlineData("s3.example.org")]
    [InlineData("ftp://s3.example.org")]
    [InlineData("https://s3.example.org/bucket")]
    [InlineData("https://ann:secret@s3.example.org")]
    public void An_endpoint_that_is_no_plain_URL_of_a_host_is_refused(string endpoint) =>
        Assert.Throws<FormatException>(() => Resolve(Settings with { Endpoint = endpoint }));

    [Fact]
    public void A_location_of_another_store_is_refused() =>
        Assert.Throws<FormatException>(() =>
            new S3Adapter(TimeProvider.System).Open(new StoreSettings(Location.Parse("file:///srv/photos/")))
        );

    [Fact]
    public void Two_stores_know_their_objects_under_the_same_styles_in_the_same_order()
    {
        var amazon = Bases(Settings with { Region = "eu-west-1" });
        var own = Bases(Settings with { Endpoint = "http://s3.example.org:9000" });
        var number = Bases(Settings with { Endpoint = "http://127.0.0.1:9000" });

        Assert.Equal(
            [
                "s3://photos/",
                "https://photos.s3.eu-west-1.amazonaws.com/",
                "https://s3.eu-west-1.amazonaws.com/photos/",
                "http://photos.s3.eu-west-1.amazonaws.com/",
                "http://s3.eu-west-1.amazonaws.com/photos/",
                "https://photos.s3.amazonaws.com/",
                "https://s3.amazonaws.com/photos/",
                "http://photos.s3.amazonaws.com/",
                "http://s3.amazonaws.com/photos/",
            ],
            amazon
        );
        Assert.Equal(
            ["s3://photos/", "https://photos.s3.example.org:9000/", "https://s3.example.org:9000/photos/"],
            own.Take(3)
        );
        Assert.Equal(
            ["s3://photos/", "https://127.0.0.1:9000/photos/", "https://127.0.0.1:9000/photos/"],
            number.Take(3)
        );
        Assert.Equal([amazon.Count, amazon.Count], [own.Count, number.Count]);
    }

    [Fact]
    public void Regions_of_Amazon_copy_among_each_other_and_other_profiles_or_services_do_not()
    {
        var here = Domain(Settings with { Region = "eu-west-1" });

        Assert.Equal(here, Domain(Settings with { Region = "us-east-2" }));
        Assert.NotEqual(here, Domain(Settings with { Region = "cn-north-1" }));
        Assert.NotEqual(
            here,
            Domain(Settings with { Profile = "paris", Endpoint = "https://s3.eu-west-1.amazonaws.com" })
        );
        Assert.NotEqual(here, Domain(Settings with { Role = "arn:aws:iam::1:role/mover" }));
        Assert.NotEqual(here, Domain(Settings with { Endpoint = "https://s3.example.org" }));
    }

    private AwsEnvironment Environment => new(name => _variables.GetValueOrDefault(name));

    private S3Endpoint Resolve(StoreSettings settings) => S3Endpoint.Resolve(settings, Environment);

    private IReadOnlyList<string> Bases(StoreSettings settings) => Adapter().UrlBases(settings);

    private string Domain(StoreSettings settings) => Adapter().Open(settings).Features.CopyDomain;

    private S3Adapter Adapter() => new(TimeProvider.System, new S3Options(), Environment);
}
