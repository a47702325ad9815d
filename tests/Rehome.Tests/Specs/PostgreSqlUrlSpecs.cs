using Npgsql;
using Rehome.Adapters.PostgreSql;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class PostgreSqlUrlSpecs
{
    [Fact]
    public void A_whole_url_says_everything_and_its_user_and_password_are_decoded()
    {
        var read = Parse(
            "postgres://app%20user:p%40ss%3Aw%2Frd%3F@db.internal:6543/prod%20db?sslmode=verify-full&sslrootcert=/ca.pem"
        );

        Assert.Equal(("db.internal", 6543, "prod db"), (read.Host, read.Port, read.Database));
        Assert.Equal(("app user", "p@ss:w/rd?"), (read.Username, read.Password));
        Assert.Equal((SslMode.VerifyFull, "/ca.pem"), (read.SslMode, read.RootCertificate));
        Assert.Equal("rehome", read.ApplicationName);
    }

    [Fact]
    public void What_the_url_leaves_out_comes_from_the_environment()
    {
        var variables = new Dictionary<string, string>
        {
            ["PGHOST"] = "/run/pg",
            ["PGPORT"] = "7000",
            ["PGUSER"] = "someone",
            ["PGDATABASE"] = "data",
            ["PGSSLMODE"] = "disable",
            ["PGCONNECT_TIMEOUT"] = "3",
        };

        var empty = Parse("postgresql://", variables);
        var whole = Parse("postgresql://u@h:1/d?sslmode=require", variables);

        Assert.Equal(("/run/pg", 7000, "someone", "data"), (empty.Host, empty.Port, empty.Username, empty.Database));
        Assert.Equal((SslMode.Disable, 3), (empty.SslMode, empty.Timeout));
        Assert.Equal(
            ("h", 1, "u", "d", SslMode.Require),
            (whole.Host, whole.Port, whole.Username, whole.Database, whole.SslMode)
        );
    }

    [Fact]
    public void Without_a_database_it_is_the_one_named_like_the_user()
    {
        Assert.Equal(
            ("localhost", 5432, "app"),
            Parse("postgres://app@") is var read ? (read.Host, read.Port, read.Database) : default
        );
    }

    [Theory]
    [InlineData("postgres://u@[::1]:7000/d", "::1", 7000)]
    [InlineData("postgres://u@[fe80::1]/d", "fe80::1", 5432)]
    [InlineData("postgres://u@/d?host=/run/pg&port=7000", "/run/pg", 7000)]
    [InlineData("postgres://u@%2Frun%2Fpg/d", "/run/pg", 5432)]
    [InlineData("postgres://u:p@ss@h/d", "h", 5432)]
    public void Odd_hosts_are_understood(string url, string host, int port)
    {
        var read = Parse(url);

        Assert.Equal((host, port), (read.Host, read.Port));
    }

    [Theory]
    [InlineData("postgres://u:secret@h/d?ssl_mode=require", "'ssl_mode'")]
    [InlineData("postgres://u:secret@h/d?sslmode=yes", "verify-full")]
    [InlineData("postgres://u:secret@h:port/d", "port")]
    [InlineData("postgres://u:secret@h/d?connect_timeout=0", "connect_timeout")]
    [InlineData("postgres://u:secret@a,b/d", "one host")]
    [InlineData("postgres:secret", "postgres://user@host:port/database")]
    [InlineData("postgres://u:pass?secret@h/d", "percent-encoded")]
    [InlineData("postgres://u:123?secret@h/d", "known are host, port")]
    [InlineData("postgres://u:123?a=1&secret=x@h/d", "known are host, port")]
    public void A_mistake_is_named_and_no_secret_is(string url, string named)
    {
        var error = Assert.Throws<FormatException>(() => Parse(url));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("u:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret@", error.Message, StringComparison.Ordinal);
    }

    private static NpgsqlConnectionStringBuilder Parse(string url, Dictionary<string, string>? variables = null) =>
        PostgreSqlUrl.Parse(url, name => variables?.GetValueOrDefault(name), new PostgreSqlOptions());
}
