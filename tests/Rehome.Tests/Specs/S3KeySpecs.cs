using Rehome.Adapters.AmazonS3;
using Rehome.Stores;
using Rehome.Tests.Infra;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class S3KeySpecs
{
    [Fact]
    public void Every_hostile_key_comes_back_from_its_encoding()
    {
        foreach (var key in HostileKeys.All)
        {
            var path = KeyText.EncodePath(key);

            Assert.Equal(key, KeyText.Decode(path));
            Assert.Equal(key, Uri.UnescapeDataString(path));
            Assert.All(
                path,
                letter => Assert.True(char.IsAsciiLetterOrDigit(letter) || "-._~/%".Contains(letter), path)
            );
        }
    }

    [Theory]
    [InlineData("a+b", "a b")]
    [InlineData("a%20b", "a b")]
    [InlineData("a%2Bb", "a+b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("a%zz%", "a%zz%")]
    [InlineData("é%C3%A9🦊+", "éé🦊 ")]
    public void A_listed_key_is_decoded_as_both_ways_of_writing_it(string listed, string key) =>
        Assert.Equal(key, KeyText.Decode(listed));

    [Fact]
    public void A_listed_key_that_is_not_UTF8_is_an_error_and_not_another_key() =>
        Assert.Throws<FormatException>(() => KeyText.Decode("a%FFb"));

    [Fact]
    public void A_query_is_encoded_to_the_last_slash() =>
        Assert.Equal(
            "prefix=a%2Fb%20c%2B%C3%A9&start-after=",
            S3Request.Write(("prefix", "a/b c+é"), ("start-after", ""))
        );

    [Fact]
    public void A_key_that_no_bucket_can_hold_is_refused()
    {
        foreach (var key in (string[])["", "lone \uD800 surrogate", new string('k', 1025), new string('é', 513)])
        {
            Assert.Equal(
                StoreFailure.Unsupported,
                Assert.Throws<StoreException>(() => KeyText.EncodePath(key)).Failure
            );
        }
    }
}
