using System.Security.Cryptography;
using System.Text;
using Rehome.Adapters.AmazonS3;
using Xunit;

namespace Rehome.Tests.Specs;

/// <summary>The examples that Amazon publishes, and two that botocore signed.</summary>
public sealed class S3SigningSpecs
{
    private const string Host = "host:example.amazonaws.com";
    private const string Unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string SuiteToken =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwt"
        + "hAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVX"
        + "AkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    [Theory]
    [InlineData("get-vanilla", "GET", "/", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData(
        "get-vanilla-query-order",
        "GET",
        "/",
        "Param1=value1&Param2=value2",
        "",
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    )]
    [InlineData(
        "get-vanilla-query-unreserved",
        "GET",
        "/",
        Unreserved + "=" + Unreserved,
        "",
        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"
    )]
    [InlineData(
        "get-vanilla-utf8-query",
        "GET",
        "/",
        "%E1%88%B4=bar",
        "",
        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"
    )]
    [InlineData(
        "get-unreserved",
        "GET",
        "/" + Unreserved,
        "",
        "",
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"
    )]
    [InlineData("get-utf8", "GET", "/ሴ", "", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")]
    [InlineData(
        "get-space",
        "GET",
        "/example space/",
        "",
        "",
        "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"
    )]
    [InlineData(
        "get-header-key-duplicate",
        "GET",
        "/",
        "",
        "my-header1:value2,value2,value1",
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"
    )]
    [InlineData(
        "get-header-value-order",
        "GET",
        "/",
        "",
        "my-header1:value4,value1,value3,value2",
        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"
    )]
    [InlineData(
        "get-header-value-trim",
        "GET",
        "/",
        "",
        "my-header1: value1 \nmy-header2: \"a   b   c\"  ",
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
    )]
    [InlineData(
        "post-vanilla",
        "POST",
        "/",
        "",
        "",
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    )]
    [InlineData(
        "post-vanilla-query",
        "POST",
        "/",
        "Param1=value1",
        "",
        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
    )]
    [InlineData(
        "post-header-value-case",
        "POST",
        "/",
        "",
        "my-header1:VALUE1",
        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"
    )]
    [InlineData(
        "post-sts-header-before",
        "POST",
        "/",
        "",
        "x-amz-security-token:" + SuiteToken,
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"
    )]
    public void The_published_suite_is_signed_alike(
        string name,
        string method,
        string path,
        string query,
        string headers,
        string signature
    )
    {
        var credentials = new S3Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "");
        const string Time = "20150830T123600Z";
        var signed = Headers($"{Host}\nx-amz-date:{Time}\n{headers}");
        var encoded = path == "/" ? path : "/" + KeyText.EncodePath(path[1..]);

        var authorization = new SigV4Signer("service").Authorize(
            credentials,
            "us-east-1",
            Time,
            new SignedRequest(method, encoded, query, signed, SigV4Signer.EmptyPayload)
        );

        Assert.True(
            authorization
                == $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={string.Join(';', signed.Select(header => header.Name))}, Signature={signature}",
            $"{name}: {authorization}"
        );
    }

    [Theory]
    [InlineData(
        "GET",
        "/test.txt",
        "",
        "",
        "range:bytes=0-9",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )]
    [InlineData(
        "PUT",
        "/test%24file.text",
        "",
        "Welcome to Amazon S3.",
        "date:Fri, 24 May 2013 00:00:00 GMT\nx-amz-storage-class:REDUCED_REDUNDANCY",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
    )]
    [InlineData("GET", "/", "lifecycle=", "", "", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData(
        "GET",
        "/",
        "max-keys=2&prefix=J",
        "",
        "",
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
    )]
    // These two by botocore 1.43: dot segments and double slashes stay, and a session token is signed.
    [InlineData(
        "PUT",
        "/a/./b/..//c%20%2B%25",
        "",
        "",
        "x-amz-copy-source:/src/%2B\nx-amz-meta-n:a  b\nx-amz-security-token:TOKEN/EXAMPLE==",
        "53d2772fafdfc78518b2de796402d9bd7795e78d77b797494a8549034526f812"
    )]
    public void The_examples_of_S3_are_signed_alike(
        string method,
        string path,
        string query,
        string body,
        string headers,
        string signature
    )
    {
        var credentials = new S3Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "");
        const string Time = "20130524T000000Z";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var signed = Headers(
            $"host:examplebucket.s3.amazonaws.com\nx-amz-content-sha256:{hash}\nx-amz-date:{Time}\n{headers}"
        );

        var authorization = new SigV4Signer("s3").Authorize(
            credentials,
            "us-east-1",
            Time,
            new SignedRequest(method, path, query, signed, hash)
        );

        Assert.EndsWith($"Signature={signature}", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_day_region_or_secret_signs_with_a_new_key()
    {
        var signer = new SigV4Signer("s3");
        var ann = new S3Credentials("ann", "secret", "");
        var first = Sign(ann, "eu-west-1", "20260101T000000Z");

        Assert.NotEqual(first, Sign(ann, "eu-west-2", "20260101T000000Z"));
        Assert.NotEqual(first, Sign(ann with { Secret = "other" }, "eu-west-1", "20260101T000000Z"));
        Assert.NotEqual(first, Sign(ann, "eu-west-1", "20260102T000000Z"));
        Assert.Equal(first, Sign(ann, "eu-west-1", "20260101T000000Z"));

        string Sign(S3Credentials credentials, string region, string time)
        {
            var request = new SignedRequest("GET", "/", "", Headers("host:h"), SigV4Signer.EmptyPayload);
            return signer.Authorize(credentials, region, time, request).Split("Signature=")[1];
        }
    }

    [Fact]
    public void A_request_larger_than_the_buffers_on_the_stack_is_signed_whole()
    {
        var ann = new S3Credentials("ann", "secret", "");
        var signer = new SigV4Signer("s3");

        var signatures = Enumerable.Range(0, 3).Select(n => Sign(new string('a', 9000) + n)).ToHashSet();

        Assert.Equal(3, signatures.Count);

        string Sign(string value) =>
            signer.Authorize(
                ann,
                "eu-west-1",
                "20260101T000000Z",
                new SignedRequest("GET", "/", "", Headers($"host:h\nx-amz-meta-a:{value}"), SigV4Signer.EmptyPayload)
            );
    }

    [Fact]
    public void Credentials_never_print_their_secret() =>
        Assert.Equal("access key ann", $"{new S3Credentials("ann", "hunter2", "token")}");

    private static List<S3Header> Headers(string lines)
    {
        var headers = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .Select(parts => new S3Header(parts[0], parts[1]))
            .ToList();
        headers.Sort(S3Header.ByName);
        return headers;
    }
}
