using Npgsql;
using Rehome.Adapters.PostgreSql;
using Rehome.References;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class PostgreSqlErrorsSpecs
{
    [Theory]
    [InlineData("40P01", ReferenceFailure.Unavailable)]
    [InlineData("40001", ReferenceFailure.Unavailable)]
    [InlineData("55P03", ReferenceFailure.Unavailable)]
    [InlineData("57014", ReferenceFailure.Unavailable)]
    [InlineData("57P01", ReferenceFailure.Unavailable)]
    [InlineData("53300", ReferenceFailure.Unavailable)]
    [InlineData("08006", ReferenceFailure.Unavailable)]
    [InlineData("22001", ReferenceFailure.RowRefused)]
    [InlineData("22021", ReferenceFailure.RowRefused)]
    [InlineData("23502", ReferenceFailure.RowRefused)]
    [InlineData("23503", ReferenceFailure.RowRefused)]
    [InlineData("23505", ReferenceFailure.RowRefused)]
    [InlineData("23514", ReferenceFailure.RowRefused)]
    [InlineData("P0001", ReferenceFailure.RowRefused)]
    [InlineData("42501", ReferenceFailure.Denied)]
    [InlineData("25006", ReferenceFailure.Denied)]
    [InlineData("28P01", ReferenceFailure.BadCredentials)]
    [InlineData("28000", ReferenceFailure.BadCredentials)]
    [InlineData("3D000", ReferenceFailure.Unusable)]
    [InlineData("42P01", ReferenceFailure.Unusable)]
    [InlineData("42703", ReferenceFailure.Unusable)]
    [InlineData("XX001", ReferenceFailure.Unusable)]
    public void Each_code_of_the_server_becomes_what_a_caller_acts_on(string state, ReferenceFailure failure)
    {
        var error = PostgreSqlErrors.Translate(
            "switch a batch of",
            "avatars.path",
            new PostgresException("said", "ERROR", "ERROR", state)
        );

        Assert.Equal(failure, error.Failure);
        Assert.StartsWith($"switch a batch of avatars.path: said ({state})", error.Message, StringComparison.Ordinal);
    }
}
