using Rehome.Migrations;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class DatabaseUrlSpecs
{
    [Theory]
    [InlineData("postgres://app@db.internal/prod", "postgres://app@db.internal/prod")]
    [InlineData("postgres://app:s3cret@db.internal:5432/prod?sslmode=require", "postgres://app@db.internal:5432/prod")]
    [InlineData("postgres://app:s3?cret@db/prod", "postgres://app@db/prod")]
    [InlineData("postgres://app:s3@cret/x@db/prod", "postgres://app@db/prod")]
    [InlineData("postgres://db/prod?password=s3cret", "postgres://db/prod")]
    [InlineData("sqlite:photos.db", "sqlite:photos.db")]
    public void A_database_url_is_shown_without_its_password(string url, string shown)
    {
        var text = DatabaseUrl.Parse(url).ToString();

        Assert.Equal(shown, text);
        Assert.DoesNotContain("cret", text, StringComparison.Ordinal);
    }
}
