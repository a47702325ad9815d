using Rehome.Stores;
using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

public sealed class MemoryStoreContractTests : ObjectStoreContract
{
    private readonly MemoryCloud _cloud = new();
    private int _opened;

    private protected override ValueTask<IObjectStore> OpenEmptyAsync() =>
        new(_cloud.Open($"s3://bucket-{_opened++}/"));

    private protected override IObjectStore OpenMissing() =>
        new MemoryObjectStore(Locations.Location.Parse("s3://missing/"), _cloud);
}
