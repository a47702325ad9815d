using Rehome.Keys;

namespace Rehome.Migrations;

/// <summary>From where to where, which references follow, and the policy: one migration file, read and checked.</summary>
/// <param name="Name">Names the journal.</param>
/// <param name="From">The source.</param>
/// <param name="To">The target.</param>
public sealed record Migration(string Name, StoreSettings From, StoreSettings To)
{
    /// <summary>Which keys take part.</summary>
    public KeyFilter Filter { get; init; } = KeyFilter.All;

    /// <summary>How a key changes.</summary>
    public KeyMap Keys { get; init; } = new PrefixKeyMap(From.Location.Prefix, To.Location.Prefix);

    /// <summary>Which objects move.</summary>
    public ObjectScope Objects { get; init; } = ObjectScope.All;

    /// <summary>The reference columns.</summary>
    public IReadOnlyList<ReferenceSettings> References { get; init; } = [];

    /// <summary>What becomes of the source.</summary>
    public SourcePolicy Source { get; init; } = SourcePolicy.Keep;

    /// <summary>The wait between the last switch and the first delete.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>How copies are proven.</summary>
    public VerifyLevel Verify { get; init; } = VerifyLevel.Standard;

    /// <summary>Limits.</summary>
    public Limits Limits { get; init; } = new();

    /// <summary>A hash of everything above that changes what the migration means, secrets left out. Compared with the journal's.</summary>
    public string Hash { get; init; } = "";
}
