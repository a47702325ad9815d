using Npgsql;

namespace Rehome.Adapters.PostgreSql;

/// <summary>
/// Reads <c>postgres://user:password@host:port/database?sslmode=require</c>. What is missing comes from the PG*
/// variables. The client reads PGPASSWORD, PGPASSFILE, ~/.pgpass, PGSSLCERT, PGSSLKEY, PGSSLROOTCERT and PGOPTIONS by
/// itself; it knows nothing of PGHOST, PGPORT, PGDATABASE, PGSSLMODE and PGCONNECT_TIMEOUT, so those are read here.
/// </summary>
internal static class PostgreSqlUrl
{
    private static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Options = new()
    {
        ["host"] = (target, value) => target.Host = value,
        ["port"] = (target, value) => target.Port = Number("port", value, 65535),
        ["dbname"] = (target, value) => target.Database = value,
        ["user"] = (target, value) => target.Username = value,
        ["password"] = (target, value) => target.Password = value,
        ["passfile"] = (target, value) => target.Passfile = value,
        ["sslmode"] = (target, value) => target.SslMode = Ssl(value),
        ["sslrootcert"] = (target, value) => target.RootCertificate = value,
        ["sslcert"] = (target, value) => target.SslCertificate = value,
        ["sslkey"] = (target, value) => target.SslKey = value,
        ["sslpassword"] = (target, value) => target.SslPassword = value,
        ["connect_timeout"] = (target, value) => target.Timeout = Number("connect_timeout", value, 1024),
        ["application_name"] = (target, value) => target.ApplicationName = value,
        ["options"] = (target, value) => target.Options = value,
    };

    /// <summary>The settings of the connection. The messages of its errors never repeat the URL.</summary>
    /// <param name="url">The whole URL with its password.</param>
    /// <param name="variable">The value of an environment variable; null or empty when it is not set.</param>
    /// <param name="limits">Time-outs and the size of the pool.</param>
    /// <exception cref="FormatException">The URL is malformed or has an unknown option.</exception>
    public static NpgsqlConnectionStringBuilder Parse(
        string url,
        Func<string, string?> variable,
        PostgreSqlOptions limits
    )
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            throw new FormatException("a PostgreSQL database is written postgres://user@host:port/database");
        }
        var target = Defaults(limits);
        ApplyVariables(target, variable);
        var question = url.IndexOf('?', start);
        ApplyPlace(target, question < 0 ? url[(start + 3)..] : url[(start + 3)..question]);
        if (question >= 0)
        {
            ApplyOptions(target, url[(question + 1)..]);
        }
        target.Username = Filled(target.Username) ?? Environment.UserName;
        target.Database = Filled(target.Database) ?? target.Username;
        return target;
    }

    private static NpgsqlConnectionStringBuilder Defaults(PostgreSqlOptions limits) =>
        new()
        {
            Host = "localhost",
            ApplicationName = "rehome",
            // PGCLIENTENCODING would make the server send what the client then reads as UTF-8.
            ClientEncoding = "UTF8",
            Timeout = (int)limits.ConnectTimeout.TotalSeconds,
            CommandTimeout = (int)limits.ReadTimeout.TotalSeconds,
            MaxPoolSize = limits.Connections,
            TcpKeepAlive = true,
            Enlist = false,
            MaxAutoPrepare = 16,
            AutoPrepareMinUsages = 2,
            // A reset would undo the session's settings, which are made once a connection.
            NoResetOnClose = true,
        };

    private static void ApplyVariables(NpgsqlConnectionStringBuilder target, Func<string, string?> variable)
    {
        (string Variable, string Option)[] pairs =
        [
            ("PGHOST", "host"),
            ("PGPORT", "port"),
            ("PGDATABASE", "dbname"),
            ("PGUSER", "user"),
            ("PGSSLMODE", "sslmode"),
            ("PGCONNECT_TIMEOUT", "connect_timeout"),
        ];
        foreach (var (name, option) in pairs)
        {
            if (Filled(variable(name)) is { } value)
            {
                Options[option](target, value);
            }
        }
    }

    private static void ApplyPlace(NpgsqlConnectionStringBuilder target, string place)
    {
        var at = place.LastIndexOf('@');
        if (at >= 0)
        {
            var user = place[..at].Split(':', 2);
            target.Username = Decoded(user[0]);
            target.Password = user.Length > 1 ? Filled(Decoded(user[1])) : target.Password;
        }
        var address = place[(at + 1)..].Split('/', 2);
        target.Database = address.Length > 1 ? Filled(Decoded(address[1])) ?? target.Database : target.Database;
        var colon = address[0].LastIndexOf(':');
        if (colon > address[0].LastIndexOf(']'))
        {
            target.Port = Number("port", address[0][(colon + 1)..], 65535);
            address[0] = address[0][..colon];
        }
        if (Filled(address[0]) is { } host)
        {
            target.Host = host.Contains(',', StringComparison.Ordinal)
                ? throw new FormatException("a database URL names one host; give the primary's")
                : Decoded(host.Trim('[', ']'));
        }
    }

    private static void ApplyOptions(NpgsqlConnectionStringBuilder target, string options)
    {
        foreach (var option in options.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = option.Split('=', 2);
            var name = Decoded(pair[0]);
            if (!Options.TryGetValue(name, out var apply))
            {
                // A piece without '=' or with odd letters may be the tail of a password that holds a bare '?' or '&'.
                var shown =
                    pair.Length == 2 && name.All(letter => char.IsAsciiLetter(letter) || letter == '_')
                        ? $" '{name}'"
                        : "";
                throw new FormatException(
                    $"the database URL has an unknown option{shown}; known are {string.Join(", ", Options.Keys)} "
                        + "(write a ? or & inside a password as %3F or %26)"
                );
            }
            apply(target, pair.Length == 2 ? Decoded(pair[1]) : "");
        }
    }

    private static SslMode Ssl(string value) =>
        value switch
        {
            "disable" => SslMode.Disable,
            "allow" => SslMode.Allow,
            "prefer" => SslMode.Prefer,
            "require" => SslMode.Require,
            "verify-ca" => SslMode.VerifyCA,
            "verify-full" => SslMode.VerifyFull,
            _ => throw new FormatException(
                $"the sslmode '{value}' is not known; it is one of disable, allow, prefer, require, verify-ca, verify-full"
            ),
        };

    private static int Number(string option, string value, int most) =>
        int.TryParse(value, out var number) && number > 0 && number <= most
            ? number
            // The value is not repeated: a password with a bare '@' or ':' ends up here.
            : throw new FormatException(
                $"the database URL's {option} is not a number from 1 to {most} (write a special letter inside a password percent-encoded)"
            );

    private static string Decoded(string text) => Uri.UnescapeDataString(text);

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
