using Rehome.Adapters.AmazonS3;
using Rehome.Locations;
using Rehome.Migrations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class S3CredentialSpecs : IAsyncDisposable
{
    private const string Empty = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

    private readonly string _profiles = Path.GetTempFileName();
    private readonly Dictionary<string, string> _variables = [];
    private readonly HttpStub _stub = new(_ => HttpStub.Answer(200, Empty));

    public S3CredentialSpecs()
    {
        File.WriteAllText(
            _profiles,
            """
            [default]
            aws_access_key_id = DEFAULTKEY
            aws_secret_access_key = secret-of-default

            [mover]
            aws_access_key_id = MOVERKEY
            aws_secret_access_key = secret-of-mover
            aws_session_token = token-of-mover

            [hollow]
            region = eu-west-1
            """
        );
        _variables["AWS_SHARED_CREDENTIALS_FILE"] = _profiles;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        File.Delete(_profiles);
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task A_named_profile_comes_before_keys_in_variables_and_these_before_the_profile_in_a_variable()
    {
        Assert.Equal("DEFAULTKEY", await SignerAsync(profile: ""));

        _variables["AWS_PROFILE"] = "mover";
        Assert.Equal("MOVERKEY", await SignerAsync(profile: ""));
        _variables["AWS_ACCESS_KEY_ID"] = "VARIABLEKEY";
        _variables["AWS_SECRET_ACCESS_KEY"] = "secret-of-variables";
        Assert.Equal("VARIABLEKEY", await SignerAsync(profile: ""));
        Assert.Equal("DEFAULTKEY", await SignerAsync(profile: "default"));
    }

    [Fact]
    public async Task A_session_token_of_a_profile_is_sent_and_signed()
    {
        await SignerAsync(profile: "mover");

        var request = _stub.Requests.Last();
        Assert.Equal("token-of-mover", request["x-amz-security-token"]);
        Assert.Contains("x-amz-security-token", request["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_that_does_not_exist_is_named_with_those_that_do()
    {
        var fault = await Assert.ThrowsAsync<StoreException>(() => SignerAsync(profile: "moover"));

        Assert.Equal(StoreFailure.BadCredentials, fault.Failure);
        Assert.Contains("'moover'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("default, mover", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of", fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(_stub.Requests);
    }

    [Fact]
    public async Task A_profile_without_credentials_is_named()
    {
        var fault = await Assert.ThrowsAsync<StoreException>(() => SignerAsync(profile: "hollow"));

        Assert.Equal(StoreFailure.BadCredentials, fault.Failure);
        Assert.Contains("'hollow'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_assumed_with_the_credentials_found()
    {
        const string Assumed = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
            <AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/mover/rehome</Arn><AssumedRoleId>A:rehome</AssumedRoleId></AssumedRoleUser>
            <Credentials><AccessKeyId>ROLEKEY</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey>
            <SessionToken>role-token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials>
            </AssumeRoleResult></AssumeRoleResponse>
            """;
        await using var sts = new HttpStub(_ => HttpStub.Answer(200, Assumed));
        // The AWS SDK reads it from the process; no other test talks to STS.
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", sts.Url);
        try
        {
            await using var store = Open(profile: "mover", role: "arn:aws:iam::1:role/mover");
            await store.ListAsync("", ObjectKey.Start, Token);
            await store.ListAsync("", ObjectKey.Start, Token);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", null);
        }

        var asked = Assert.Single(sts.Requests);
        Assert.Contains("Credential=MOVERKEY/", asked["Authorization"], StringComparison.Ordinal);
        Assert.Contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fmover", asked.Body, StringComparison.Ordinal);
        Assert.All(
            _stub.Requests,
            request => Assert.Contains("Credential=ROLEKEY/", request["Authorization"], StringComparison.Ordinal)
        );
        Assert.All(_stub.Requests, request => Assert.Equal("role-token", request["x-amz-security-token"]));
    }

    [Fact]
    public async Task Many_callers_at_once_ask_for_credentials_once()
    {
        var reads = 0;
        _variables["AWS_ACCESS_KEY_ID"] = "VARIABLEKEY";
        _variables["AWS_SECRET_ACCESS_KEY"] = "secret";
        var environment = new AwsEnvironment(name =>
        {
            reads += name == "AWS_SESSION_TOKEN" ? 1 : 0;
            return _variables.GetValueOrDefault(name);
        });
        await using var store = new S3Adapter(TimeProvider.System, new S3Options(), environment).Open(Settings("", ""));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => store.ListAsync("", ObjectKey.Start, Token).AsTask()));

        Assert.Equal(1, reads);
    }

    private async Task<string> SignerAsync(string profile)
    {
        await using var store = Open(profile, role: "");
        await store.ListAsync("", ObjectKey.Start, Token);
        return _stub.Requests.Last()["Authorization"].Split("Credential=")[1].Split('/')[0];
    }

    private IObjectStore Open(string profile, string role) =>
        new S3Adapter(
            TimeProvider.System,
            new S3Options(),
            new AwsEnvironment(name => _variables.GetValueOrDefault(name))
        ).Open(Settings(profile, role));

    private StoreSettings Settings(string profile, string role) =>
        StubStores.Settings(_stub.Url) with
        {
            Profile = profile,
            Role = role,
        };
}
