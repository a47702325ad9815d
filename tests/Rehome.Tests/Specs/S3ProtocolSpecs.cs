using Rehome.Locations;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

/// <summary>What goes over the wire, and answers that the gateway does not give but others do.</summary>
public sealed class S3ProtocolSpecs
{
    private const string Copied =
        "<CopyObjectResult><ETag>\"900150983cd24fb0d6963f7d28e17f72\"</ETag></CopyObjectResult>";

    private static readonly ObjectInfo s_version = new(
        new ObjectKey("image/a+b %é.png"),
        3,
        "900150983cd24fb0d6963f7d28e17f72",
        "STANDARD_IA"
    );
    private static readonly ObjectKey s_target = new("avatar/./../a b.png");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_pins_its_source_keeps_its_class_and_sends_no_acl()
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, Copied));
        await using var store = StubStores.Open(stub);

        var copied = await store.CopyAsync(
            Location.Parse("s3://legacy/image/"),
            s_version,
            s_target,
            WriteCondition.None,
            Token
        );

        var request = Assert.Single(stub.Requests);
        Assert.Equal("/photos/avatar/./../a%20b.png", request.Target);
        Assert.Equal("legacy/image/a%2Bb%20%25%C3%A9.png", request["x-amz-copy-source"]);
        Assert.Equal("\"900150983cd24fb0d6963f7d28e17f72\"", request["x-amz-copy-source-if-match"]);
        Assert.Equal("STANDARD_IA", request["x-amz-storage-class"]);
        Assert.DoesNotContain(request.Headers.Keys, name => name.Contains("acl", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(new ObjectInfo(s_target, 3, "900150983cd24fb0d6963f7d28e17f72", "STANDARD_IA"), copied);
    }

    [Theory]
    [InlineData("<Condition>If-None-Match</Condition>", 200, StoreFailure.Exists)]
    [InlineData("<Condition>x-amz-copy-source-If-Match</Condition>", 200, StoreFailure.Changed)]
    [InlineData("", 200, StoreFailure.Exists)]
    [InlineData("", 404, StoreFailure.Changed)]
    public async Task Amazon_refuses_a_copy_for_its_source_or_for_its_target(
        string condition,
        int targetStatus,
        StoreFailure expected
    )
    {
        await using var stub = new HttpStub(request =>
            request.Method == "PUT" ? HttpStub.Error(412, "PreconditionFailed", condition)
            : targetStatus == 404 ? HttpStub.Error(404, "NoSuchKey")
            : HttpStub.Answer(200)
        );
        await using var store = StubStores.OpenAsAmazon(stub);

        var fault = await FaultAsync(
            store.CopyAsync(store.Location, s_version, s_target, WriteCondition.Absent, Token)
        );

        Assert.True(stub.Requests.TryPeek(out var copy));
        Assert.Equal("*", copy["if-none-match"]);
        Assert.Equal(expected, fault.Failure);
    }

    [Fact]
    public async Task Spaces_that_keep_a_long_copy_alive_are_no_part_of_its_answer()
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, "  \n \n<?xml version=\"1.0\"?>\n  " + Copied));
        await using var store = StubStores.Open(stub);

        var copied = await store.CopyAsync(store.Location, s_version, s_target, WriteCondition.None, Token);

        Assert.Equal("900150983cd24fb0d6963f7d28e17f72", copied.ETag);
    }

    [Fact]
    public async Task A_listing_out_of_order_is_refused_for_it_would_lose_objects()
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, Listing("a/b", "a-b")));
        await using var store = StubStores.Open(stub);

        var fault = await FaultAsync(store.ListAsync("", ObjectKey.Start, Token));

        Assert.Equal(StoreFailure.Refused, fault.Failure);
        Assert.Contains("out of order", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_that_starts_over_is_refused()
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, Listing("a", "b")));
        await using var store = StubStores.Open(stub);

        await FaultAsync(store.ListAsync("", new ObjectKey("a"), Token));
    }

    [Fact]
    public async Task A_listing_of_another_prefix_is_refused()
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, Listing("image/a", "images/b")));
        await using var store = StubStores.Open(stub);

        await FaultAsync(store.ListAsync("image/", ObjectKey.Start, Token));
    }

    [Fact]
    public async Task A_listing_that_was_not_encoded_is_taken_as_it_is()
    {
        await using var stub = new HttpStub(_ =>
            HttpStub.Answer(
                200,
                Listing("a%2Bb", "a+b &amp; c")
                    .Replace("<EncodingType>url</EncodingType>", "", StringComparison.Ordinal)
            )
        );
        await using var store = StubStores.Open(stub);

        var page = await store.ListAsync("", ObjectKey.Start, Token);

        Assert.Equal(["a%2Bb", "a+b & c"], page.Objects.Select(o => o.Key.Value));
    }

    [Fact]
    public async Task An_empty_page_that_is_not_the_last_is_passed_over()
    {
        const string Hidden =
            "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>go/on</NextContinuationToken></ListBucketResult>";
        await using var stub = new HttpStub(request =>
            HttpStub.Answer(
                200,
                request.Target.Contains("continuation-token=go%2Fon", StringComparison.Ordinal) ? Listing("z") : Hidden
            )
        );
        await using var store = StubStores.Open(stub);

        var page = await store.ListAsync("", ObjectKey.Start, Token);

        Assert.Equal("z", Assert.Single(page.Objects).Key.Value);
        Assert.True(page.IsLast);
    }

    [Fact]
    public async Task Each_key_of_a_batched_delete_has_its_own_end()
    {
        const string Answer = """
            <DeleteResult><Deleted><Key>a</Key></Deleted>
            <Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message></Error>
            <Error><Code>NoSuchKey</Code><Message>none</Message><Key>c</Key></Error></DeleteResult>
            """;
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, Answer));
        await using var store = StubStores.Open(stub);

        var outcomes = await store.DeleteAsync([new("a"), new("b"), new("c"), new("d")], Token);

        Assert.Equal([true, false, true, false], outcomes.Select(outcome => outcome.IsGone));
        Assert.Contains("s3:DeleteObject", outcomes[1].Error, StringComparison.Ordinal);
        Assert.Contains("does not name", outcomes[3].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_which_a_part_was_too_much_for_the_moment_is_repeated_whole()
    {
        const string Answer =
            "<DeleteResult><Deleted><Key>a</Key></Deleted><Error><Key>b</Key><Code>SlowDown</Code></Error></DeleteResult>";
        await using var stub = new HttpStub(_ => HttpStub.Answer(200, Answer));
        await using var store = StubStores.Open(stub);

        var fault = await FaultAsync(store.DeleteAsync([new("a"), new("b")], Token));

        Assert.Equal(StoreFailure.Throttled, fault.Failure);
    }

    [Fact]
    public async Task A_key_that_XML_cannot_hold_is_deleted_alone()
    {
        await using var stub = new HttpStub(request =>
            request.Method == "DELETE"
                ? "HTTP/1.1 204 X\r\n\r\n"
                : HttpStub.Answer(200, "<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>")
        );
        await using var store = StubStores.Open(stub);

        var outcomes = await store.DeleteAsync([new("a"), new("b\u0001\r")], Token);

        Assert.All(outcomes, outcome => Assert.True(outcome.IsGone));
        Assert.Equal(["/photos?delete=", "/photos/b%01%0D"], stub.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Metadata_beyond_ASCII_goes_to_Amazon_in_its_words_and_comes_back()
    {
        await using var stub = new HttpStub(_ =>
            "HTTP/1.1 200 X\r\nContent-Length: 3\r\nx-amz-meta-place: =?UTF-8?B?WsO8cmljaA==?=\r\nx-amz-meta-who: =?UTF-8?Q?J=C3=B6rg_A=2E?= =?UTF-8?Q?_B?=\r\nx-amz-meta-odd: =?UTF-8?X?a?=\r\n\r\n"
        );
        await using var store = StubStores.OpenAsAmazon(stub);
        var metadata = new ObjectMetadata { User = new Dictionary<string, string> { ["Place"] = "Zürich" } };

        var head = await store.HeadAsync(s_target, Token);
        await Record.ExceptionAsync(async () =>
            await store.PutAsync(s_target, "abc"u8.ToArray(), metadata, WriteCondition.None, Token)
        );

        Assert.Equal("Zürich", head!.Metadata.User["place"]);
        Assert.Equal("Jörg A. B", head.Metadata.User["who"]);
        Assert.Equal("=?UTF-8?X?a?=", head.Metadata.User["odd"]);
        Assert.Equal("=?UTF-8?B?WsO8cmljaA==?=", stub.Requests.Last()["x-amz-meta-place"]);
    }

    [Theory]
    [InlineData("line\nbreak", "name")]
    [InlineData("value", "two words")]
    public async Task Metadata_that_no_header_can_carry_is_refused_before_anything_is_sent(string value, string name)
    {
        await using var stub = new HttpStub(_ => HttpStub.Answer(200));
        await using var store = StubStores.Open(stub);
        var metadata = new ObjectMetadata { User = new Dictionary<string, string> { [name] = value } };

        var fault = await FaultAsync(store.PutAsync(s_target, "abc"u8.ToArray(), metadata, WriteCondition.None, Token));

        Assert.Equal(StoreFailure.Unsupported, fault.Failure);
        Assert.Empty(stub.Requests);
    }

    private static string Listing(params IEnumerable<string> keys) =>
        "<ListBucketResult><IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>"
        + string.Concat(
            keys.Select(key => $"<Contents><Key>{key}</Key><ETag>&quot;e&quot;</ETag><Size>1</Size></Contents>")
        )
        + "</ListBucketResult>";

    private static async Task<StoreException> FaultAsync<T>(ValueTask<T> call) =>
        await Assert.ThrowsAsync<StoreException>(async () => await call);
}
