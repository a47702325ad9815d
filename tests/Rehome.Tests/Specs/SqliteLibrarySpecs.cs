using Microsoft.Data.Sqlite;
using Rehome.Adapters.Sqlite;
using Xunit;

namespace Rehome.Tests.Specs;

public sealed class SqliteLibrarySpecs
{
    [Fact]
    public void The_systems_library_serves_however_often_and_from_wherever_it_is_asked_for()
    {
        Parallel.For(0, 8, _ => Assert.True(SqliteLibrary.EnsureLoaded() >= new Version(3, 35)));

        using var connection = SqliteLibrary.Open(
            Path.GetTempFileName(),
            SqliteOpenMode.ReadWrite,
            TimeSpan.FromSeconds(1)
        );
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (a); INSERT INTO t SELECT value FROM json_each('[1,2]') RETURNING a";
        Assert.Equal(1L, command.ExecuteScalar());
        connection.Close();
        File.Delete(connection.DataSource);
    }
}
