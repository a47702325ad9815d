using System.Globalization;
using Rehome.Adapters.AmazonS3;
using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

/// <summary>What the client finds out by itself, without its caller's noticing.</summary>
public sealed class S3LearningSpecs
{
    private const string Empty = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(301, "PermanentRedirect", "", "x-amz-bucket-region: eu-central-1")]
    [InlineData(400, "AuthorizationHeaderMalformed", "<Region>eu-central-1</Region>", "x-nothing: 1")]
    public async Task The_region_of_a_bucket_is_learned_once(int status, string code, string more, string header)
    {
        await using var stub = new HttpStub(request =>
            request["Authorization"].Contains("/eu-central-1/s3/", StringComparison.Ordinal)
                ? HttpStub.Answer(200, Empty)
                : HttpStub.Error(status, code, more, header)
        );
        await using var store = StubStores.Open(stub);

        await store.ListAsync("", ObjectKey.Start, Token);
        await store.ListAsync("", ObjectKey.Start, Token);

        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_that_leads_nowhere_is_followed_once()
    {
        await using var stub = new HttpStub(_ =>
            HttpStub.Error(301, "PermanentRedirect", "", "x-amz-bucket-region: eu-central-1")
        );
        await using var store = StubStores.OpenAsAmazon(stub);

        var fault = await FaultAsync(store.ListAsync("", ObjectKey.Start, Token));

        Assert.Equal(StoreFailure.Refused, fault.Failure);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Theory]
    [InlineData("GET", "RequestTimeTooSkewed")]
    [InlineData("HEAD", "")]
    public async Task A_wrong_clock_is_put_right_by_the_service(string method, string code)
    {
        var now = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        var theirs = now.AddHours(-3);
        await using var stub = new HttpStub(request =>
            request["x-amz-date"] == "20260101T090000Z" ? HttpStub.Answer(200, method == "GET" ? Empty : "")
            : method == "GET" ? HttpStub.Error(403, code, "", Date(theirs))
            : $"HTTP/1.1 403 X\r\nContent-Length: 0\r\n{Date(theirs)}\r\n\r\n"
        );
        await using var store = StubStores.Open(stub, new FixedTime(now));

        if (method == "GET")
        {
            await store.ListAsync("", ObjectKey.Start, Token);
        }
        else
        {
            Assert.NotNull(await store.HeadAsync(new ObjectKey("a"), Token));
        }

        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task A_denial_under_a_right_clock_is_not_repeated()
    {
        var now = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        await using var stub = new HttpStub(_ => HttpStub.Error(403, "AccessDenied", "", Date(now.AddSeconds(30))));
        await using var store = StubStores.Open(stub, new FixedTime(now));

        await FaultAsync(store.ListAsync("", ObjectKey.Start, Token));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Expired_credentials_are_replaced_and_the_request_is_sent_again()
    {
        var variables = new Dictionary<string, string> { ["AWS_SESSION_TOKEN"] = "old" };
        await using var stub = new HttpStub(request =>
        {
            if (request["x-amz-security-token"] == "new")
            {
                return HttpStub.Answer(200, Empty);
            }
            variables["AWS_SESSION_TOKEN"] = "new";
            return HttpStub.Error(400, "ExpiredToken");
        });
        var adapter = new S3Adapter(TimeProvider.System, new S3Options(), StubStores.Environment(variables));
        await using var store = adapter.Open(StubStores.Settings(stub.Url));

        await store.ListAsync("", ObjectKey.Start, Token);
        await store.ListAsync("", ObjectKey.Start, Token);

        Assert.Equal(["old", "new", "new"], stub.Requests.Select(request => request["x-amz-security-token"]));
        Assert.All(
            stub.Requests,
            request => Assert.Contains("x-amz-security-token", request["Authorization"], StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Expired_credentials_without_a_successor_end_it()
    {
        await using var stub = new HttpStub(_ => HttpStub.Error(400, "ExpiredToken"));
        await using var store = StubStores.Open(stub);

        var fault = await FaultAsync(store.ListAsync("", ObjectKey.Start, Token));

        Assert.Equal(StoreFailure.BadCredentials, fault.Failure);
        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData("NoSuchKey", null)]
    [InlineData("NoSuchBucket", StoreFailure.NoContainer)]
    [InlineData("", StoreFailure.Refused)]
    public async Task Absence_is_believed_only_with_its_reason(string code, StoreFailure? expected)
    {
        await using var stub = new HttpStub(request =>
            request.Method == "HEAD" ? HttpStub.Answer(404)
            : code.Length > 0 ? HttpStub.Error(404, code)
            : HttpStub.Answer(404, "<html>not found")
        );
        await using var store = StubStores.Open(stub);

        var fault = await Record.ExceptionAsync(async () =>
            Assert.Null(await store.HeadAsync(new ObjectKey("a"), Token))
        );

        Assert.Equal(expected, (fault as StoreException)?.Failure);
        Assert.Equal(["HEAD", "GET"], stub.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task Absence_costs_one_request_in_a_bucket_that_is_known()
    {
        await using var stub = new HttpStub(request =>
            request.Method == "HEAD" ? HttpStub.Answer(404) : HttpStub.Answer(200, Empty)
        );
        await using var store = StubStores.Open(stub);
        await store.ListAsync("", ObjectKey.Start, Token);

        Assert.Null(await store.HeadAsync(new ObjectKey("a"), Token));
        Assert.Null(await store.HeadAsync(new ObjectKey("b"), Token));

        Assert.Equal(["GET", "HEAD", "HEAD"], stub.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_head_that_is_forbidden_says_why()
    {
        await using var stub = new HttpStub(request =>
            request.Method == "HEAD" ? HttpStub.Answer(403) : HttpStub.Error(403, "InvalidAccessKeyId")
        );
        await using var store = StubStores.Open(stub);

        var fault = await FaultAsync(store.HeadAsync(new ObjectKey("a"), Token));

        Assert.Equal(StoreFailure.BadCredentials, fault.Failure);
    }

    private static string Date(DateTimeOffset time) => "Date: " + time.ToString("R", CultureInfo.InvariantCulture);

    private static async Task<StoreException> FaultAsync<T>(ValueTask<T> call) =>
        await Assert.ThrowsAsync<StoreException>(async () => await call);
}
