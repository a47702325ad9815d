using Rehome.Adapters.AmazonS3;
using Rehome.Adapters.LocalFiles;
using Rehome.Adapters.PostgreSql;
using Rehome.Adapters.Sqlite;
using Rehome.References;
using Rehome.Stores;

namespace Rehome.Adapters;

/// <summary>Every adapter there is. A new one is a folder beside this file and a line here.</summary>
public static class AdapterList
{
    /// <summary>The kinds of stores.</summary>
    public static IReadOnlyList<IStoreAdapter> Stores(TimeProvider clock) =>
        [new S3Adapter(clock), new LocalFilesAdapter()];

    /// <summary>The kinds of databases.</summary>
    public static IReadOnlyList<IDatabaseAdapter> Databases(TimeProvider clock) =>
        [
            new PostgreSqlAdapter(new PostgreSqlOptions(), Environment.GetEnvironmentVariable),
            new SqliteAdapter(new SqliteOptions(), clock),
        ];
}
