using Rehome.Stores;
using Rehome.Tests.Infra;

namespace Rehome.Tests.Contracts;

public sealed class S3StoreContractTests(RadosGatewayFixture fixture) : ObjectStoreContract
{
    private IObjectStore? _missing;

    private protected override IReadOnlyList<RefusedKey> KeysRefused =>
        [
            new("", "an object has a name"),
            new(new string('k', 1025), "1,024 bytes are the most"),
            new(string.Concat(Enumerable.Repeat("🌳", 257)), "1,024 bytes are the most"),
            new("lone \uD800 surrogate", "not a Unicode text"),
        ];

    private protected override async ValueTask<IObjectStore> OpenEmptyAsync()
    {
        _missing ??= await fixture.OpenAsync(fixture.NewName("missing"));
        return await fixture.OpenAsync(await fixture.CreateBucketAsync());
    }

    private protected override IObjectStore OpenMissing() => _missing!;
}
