using System.Globalization;
using Rehome.Adapters.AmazonS3;
using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

/// <summary>Every way in which the service can fail, as callers see it.</summary>
public sealed class S3FailureSpecs
{
    private const string Hash = "900150983cd24fb0d6963f7d28e17f72";

    private static readonly ObjectKey s_key = new("image/a b.png");
    private static readonly ObjectInfo s_version = new(s_key, 3, Hash, "");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, "InternalError", StoreFailure.Unavailable)]
    [InlineData(200, "SlowDown", StoreFailure.Throttled)]
    [InlineData(503, "SlowDown", StoreFailure.Throttled)]
    [InlineData(503, "ServiceUnavailable", StoreFailure.Throttled)]
    [InlineData(429, "TooManyRequests", StoreFailure.Throttled)]
    [InlineData(500, "InternalError", StoreFailure.Unavailable)]
    [InlineData(400, "RequestTimeout", StoreFailure.Unavailable)]
    [InlineData(400, "BadDigest", StoreFailure.Unavailable)]
    [InlineData(409, "OperationAborted", StoreFailure.Unavailable)]
    [InlineData(404, "NoSuchKey", StoreFailure.NotFound)]
    [InlineData(404, "NoSuchBucket", StoreFailure.NoContainer)]
    [InlineData(403, "AccessDenied", StoreFailure.Denied)]
    [InlineData(403, "InvalidAccessKeyId", StoreFailure.BadCredentials)]
    [InlineData(403, "SignatureDoesNotMatch", StoreFailure.BadCredentials)]
    [InlineData(400, "ExpiredToken", StoreFailure.BadCredentials)]
    [InlineData(412, "PreconditionFailed", StoreFailure.Changed)]
    [InlineData(403, "InvalidObjectState", StoreFailure.Archived)]
    [InlineData(400, "EntityTooLarge", StoreFailure.Unsupported)]
    [InlineData(403, "QuotaExceeded", StoreFailure.Full)]
    [InlineData(400, "InvalidRequest", StoreFailure.Refused)]
    public async Task A_copy_that_the_service_refuses_fails_for_its_reason(
        int status,
        string code,
        StoreFailure expected
    )
    {
        await using var stub = new HttpStub(_ => HttpStub.Error(status, code));
        await using var store = StubStores.Open(stub);

        var fault = await CopyAsync(store);

        Assert.Equal(expected, fault.Failure);
        Assert.Contains(code, fault.Message, StringComparison.Ordinal);
        Assert.Contains("s3://photos/image/a b.png", fault.Message, StringComparison.Ordinal);
        Assert.Contains(stub.Url, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(StubStores.Secret, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, StoreFailure.Throttled)]
    [InlineData(500, StoreFailure.Unavailable)]
    [InlineData(502, StoreFailure.Unavailable)]
    [InlineData(503, StoreFailure.Throttled)]
    [InlineData(504, StoreFailure.Unavailable)]
    [InlineData(403, StoreFailure.Denied)]
    [InlineData(404, StoreFailure.Refused)]
    public async Task An_answer_that_is_not_of_S3_counts_by_its_status(int status, StoreFailure expected)
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(status, "<html>a proxy"));
        await using var store = StubStores.Open(stub);

        Assert.Equal(expected, (await CopyAsync(store)).Failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<?xml version=\"1.0\"?>")]
    [InlineData("<CopyObjectResult><ETag>")]
    [InlineData("<CopyObjectResult><ETag>\"900150983cd24fb0d6963f7d28e17f72\"</ETag>")]
    [InlineData("<CopyObjectResult></CopyObjectResult>")]
    [InlineData("<html><body>welcome</body></html>")]
    public async Task A_success_whose_document_is_not_whole_is_none(string document)
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, document));
        await using var store = StubStores.Open(stub);

        Assert.Equal(StoreFailure.Unavailable, (await CopyAsync(store)).Failure);
    }

    [Fact]
    public async Task A_success_that_breaks_off_is_none()
    {
        await using var stub = new HttpStub(_ =>
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 500\r\n\r\n<CopyObjectResult>"
        );
        await using var store = StubStores.Open(stub);

        Assert.Equal(StoreFailure.Unavailable, (await CopyAsync(store)).Failure);
    }

    [Fact]
    public async Task The_end_of_an_upload_can_fail_inside_a_success()
    {
        await using var stub = new HttpStub(_ => HttpStub.Error(200, "InternalError"));
        await using var store = StubStores.Open(stub);
        var upload = new MultipartUpload(s_key, "id");

        var fault = await FaultAsync(
            store.CompleteUploadAsync(upload, [new UploadedPart(1, Hash, 3)], WriteCondition.None, Token)
        );

        Assert.Equal(StoreFailure.Unavailable, fault.Failure);
    }

    [Fact]
    public async Task An_upload_whose_completion_was_answered_to_nobody_counts_as_completed()
    {
        // An object of parts has the MD5 of its parts' MD5s for a tag.
        const string Part = "93b885adfe0da089cdf634904fd59f71";
        const string Whole = "7e4696ef25d5faececd853ce5e2a233b-1";
        await using var stub = new HttpStub(request =>
            request.Method == "HEAD"
                ? $"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nETag: \"{Whole}\"\r\n\r\n"
                : HttpStub.Error(404, "NoSuchUpload")
        );
        await using var store = StubStores.Open(stub);
        var upload = new MultipartUpload(s_key, "id");

        var whole = await store.CompleteUploadAsync(upload, [new UploadedPart(1, Part, 3)], WriteCondition.None, Token);
        var other = await FaultAsync(
            store.CompleteUploadAsync(upload, [new UploadedPart(1, Hash, 3)], WriteCondition.None, Token)
        );

        Assert.Equal(new ObjectInfo(s_key, 3, Whole, ""), whole);
        Assert.Equal(StoreFailure.Refused, other.Failure);
    }

    [Fact]
    public async Task The_wait_that_the_service_asks_for_is_passed_on()
    {
        await using var stub = new HttpStub(_ => HttpStub.Error(503, "SlowDown", "", "Retry-After: 7"));
        await using var store = StubStores.Open(stub);

        var fault = await CopyAsync(store);

        Assert.Equal(TimeSpan.FromSeconds(7), fault.RetryAfter);
        Assert.True(fault.MayBeRepeated);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_away_after_its_time()
    {
        await using var stub = new HttpStub(_ => "");
        await using var store = StubStores.Open(
            stub,
            options: new S3Options { RequestTimeout = TimeSpan.FromMilliseconds(200) }
        );

        var fault = await CopyAsync(store);

        Assert.Equal(StoreFailure.Unavailable, fault.Failure);
        Assert.Contains("no answer in time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_wait_is_cancelled_and_no_failure_of_the_service()
    {
        await using var stub = new HttpStub(_ => "");
        await using var store = StubStores.Open(stub);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await store.ListAsync("", ObjectKey.Start, cancel.Token)
        );
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_named_with_the_cause()
    {
        var endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Take(1)[0]}");
        await using var store = RadosGatewayFixture.Adapter(StubStores.Ann).Open(StubStores.Settings(endpoint));

        var fault = await CopyAsync(store);

        Assert.Equal(StoreFailure.Unavailable, fault.Failure);
        Assert.Contains(endpoint, fault.Message, StringComparison.Ordinal);
        Assert.Contains("connection refused", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_named_with_the_cause()
    {
        await using var store = RadosGatewayFixture
            .Adapter(StubStores.Ann)
            .Open(StubStores.Settings("http://nowhere.invalid"));

        var fault = await CopyAsync(store);

        Assert.Equal(StoreFailure.Unavailable, fault.Failure);
        Assert.Contains("http://nowhere.invalid", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denial_names_the_right_and_where_it_is_missing()
    {
        await using var stub = new HttpStub(_ => HttpStub.Error(403, "AccessDenied"));
        await using var store = StubStores.Open(stub);

        var copy = await CopyAsync(store);
        var list = await FaultAsync(store.ListAsync("image/", ObjectKey.Start, Token));

        Assert.Contains("s3:PutObject", copy.Message, StringComparison.Ordinal);
        Assert.Contains("arn:aws:s3:::photos/image/*", copy.Message, StringComparison.Ordinal);
        Assert.Contains("s3:ListBucket on arn:aws:s3:::photos", list.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_shorter_than_announced_is_not_taken_for_the_object()
    {
        await using var stub = new HttpStub(_ => "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nab");
        await using var store = StubStores.Open(stub);

        var fault = await FaultAsync(store.ReadAsync(s_version, 0, new byte[3], Token));

        Assert.Equal(StoreFailure.Unavailable, fault.Failure);
    }

    [Fact]
    public async Task A_range_that_the_service_ignores_is_not_taken_for_the_range()
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, "abc", "ETag: \"" + Hash + "\""));
        await using var store = StubStores.Open(stub);

        await FaultAsync(store.ReadAsync(s_version, 1, new byte[1], Token));
    }

    [Fact]
    public async Task A_write_whose_tag_is_another_hash_is_repeated_unless_the_service_encrypts()
    {
        var encryption = "x-amz-server-side-encryption: AES256";
        await using var stub = new HttpStub(_ =>
            HttpStub.Answer(200, "", "ETag: \"00000000000000000000000000000000\"", encryption)
        );
        await using var store = StubStores.Open(stub);

        var fault = await FaultAsync(
            store.PutAsync(s_key, "abc"u8.ToArray(), ObjectMetadata.None, WriteCondition.None, Token)
        );
        encryption = "x-amz-server-side-encryption: aws:kms";
        var put = await store.PutAsync(s_key, "abc"u8.ToArray(), ObjectMetadata.None, WriteCondition.None, Token);

        Assert.Equal(StoreFailure.Unavailable, fault.Failure);
        Assert.Equal(3, put.Size);
    }

    private static async Task<StoreException> CopyAsync(IObjectStore store) =>
        await FaultAsync(store.CopyAsync(store.Location, s_version, s_key, WriteCondition.Absent, Token));

    private static async Task<StoreException> FaultAsync<T>(ValueTask<T> call) =>
        await Assert.ThrowsAsync<StoreException>(async () => await call);
}
