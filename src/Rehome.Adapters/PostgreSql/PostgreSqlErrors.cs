using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using Rehome.References;

namespace Rehome.Adapters.PostgreSql;

/// <summary>
/// Turns what the server and the client say into failures that a caller acts on. Codes:
/// https://www.postgresql.org/docs/current/errcodes-appendix.html. The server's message is repeated, its detail is not,
/// for that shows the values of a row.
/// </summary>
internal static class PostgreSqlErrors
{
    /// <summary>True for what <see cref="Translate"/> understands; cancellation is not among it.</summary>
    public static bool IsForeign(Exception error) =>
        error is NpgsqlException or SocketException or IOException or UnauthorizedAccessException or TimeoutException;

    /// <param name="operation">What was tried: <c>switch a batch of</c>.</param>
    /// <param name="place">The column or the database, without secrets.</param>
    /// <param name="error">What happened.</param>
    public static ReferenceException Translate(string operation, string place, Exception error)
    {
        var (failure, advice) = error switch
        {
            PostgresException { SqlState: var state } => (OfState(state), AdviceFor(state)),
            { InnerException: TimeoutException } or TimeoutException => (
                ReferenceFailure.Unavailable,
                "it took too long"
            ),
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => (
                ReferenceFailure.Unusable,
                "check the files that passfile, sslcert, sslkey and sslrootcert or their PG* variables name"
            ),
            { InnerException: AuthenticationException } => (
                ReferenceFailure.Unusable,
                "check sslmode and sslrootcert in the database URL"
            ),
            { InnerException: SocketException or IOException } or SocketException or IOException => (
                ReferenceFailure.Unavailable,
                "check that the server runs and that host and port are right"
            ),
            _ when error.Message.StartsWith("No password", StringComparison.Ordinal) => (
                ReferenceFailure.BadCredentials,
                "give the password in the URL, in PGPASSWORD or in ~/.pgpass"
            ),
            NpgsqlException { IsTransient: true } => (ReferenceFailure.Unavailable, ""),
            _ => (ReferenceFailure.Unusable, ""),
        };
        return new ReferenceException(failure, Sentence(operation, place, Words(error), advice), error);
    }

    private static ReferenceFailure OfState(string state) =>
        state switch
        {
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction =>
                ReferenceFailure.Denied,
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                ReferenceFailure.BadCredentials,
            PostgresErrorCodes.InvalidCatalogName => ReferenceFailure.Unusable,
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ObjectInUse => ReferenceFailure.Unavailable,
            _ => state[..2] switch
            {
                // Connection, transaction rollback, resources, intervention, system.
                "08" or "40" or "53" or "57" or "58" => ReferenceFailure.Unavailable,
                // Wrong syntax or names, no such schema, limits of the program, unsupported, internal, configuration.
                "42" or "3F" or "54" or "0A" or "XX" or "F0" => ReferenceFailure.Unusable,
                // Data, constraints, raised by a trigger (whose author may choose any code).
                _ => ReferenceFailure.RowRefused,
            },
        };

    private static string AdviceFor(string state) =>
        state switch
        {
            PostgresErrorCodes.InvalidPassword => "check user and password",
            PostgresErrorCodes.InvalidAuthorizationSpecification =>
                "check the user, sslmode and the server's pg_hba.conf",
            PostgresErrorCodes.InvalidCatalogName => "check the database's name in the URL",
            PostgresErrorCodes.InsufficientPrivilege =>
                "grant it to this user; rehome check names the grants that the column needs",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                "this is a standby or a read-only session; name the primary server",
            PostgresErrorCodes.LockNotAvailable => "the application holds a row locked",
            PostgresErrorCodes.DivisionByZero =>
                "a trigger or the column's type stores another value than the one written, or a trigger divides by zero",
            _ => "",
        };

    private static string Words(Exception error) =>
        error switch
        {
            PostgresException server => $"{server.MessageText} ({server.SqlState})",
            { InnerException: { } inner } => $"{error.Message} {inner.Message}",
            _ => error.Message,
        };

    private static string Sentence(string operation, string place, string words, string advice) =>
        advice.Length > 0 ? $"{operation} {place}: {words}; {advice}" : $"{operation} {place}: {words}";
}
