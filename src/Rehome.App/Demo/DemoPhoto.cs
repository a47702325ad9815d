namespace Rehome.App.Demo;

/// <summary>A photo of the demo.</summary>
/// <param name="Id">The number of its row.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Key">Its key in the old store.</param>
internal sealed record DemoPhoto(int Id, string Title, string Key)
{
    private const string OldHost = "https://old.example.org/";

    private static readonly string[] s_places =
    [
        "Lisbon",
        "Kyoto",
        "Oslo",
        "Lima",
        "Cairo",
        "Hanoi",
        "Malta",
        "Quito",
        "Turin",
        "Bergen",
        "Dakar",
        "Izmir",
        "Perth",
        "Riga",
        "Sofia",
        "Tunis",
        "Ghent",
        "Havana",
        "Jaipur",
        "Nairobi",
    ];

    private static readonly string[] s_views =
    [
        "harbour",
        "old town",
        "station",
        "market",
        "gardens",
        "river",
        "rooftops",
        "hills",
        "beach",
        "night",
    ];

    /// <summary>The row whose picture was lost long ago.</summary>
    public static DemoPhoto Lost { get; } = new(201, "Atlantis, harbour", "2019/atlantis-harbour.png");

    /// <summary>The photo whose place at the target is taken by another picture.</summary>
    public static DemoPhoto InConflict => All[41];

    /// <summary>The photo that somebody has copied already.</summary>
    public static DemoPhoto Present => All[6];

    /// <summary>The photo whose key is hard on tools.</summary>
    public static DemoPhoto Awkward => All[99];

    /// <summary>A picture that no row names.</summary>
    public const string UnreferencedKey = "drafts/never-published.png";

    /// <summary>Every photo that has a row and a picture, in the order of their ids.</summary>
    public static IReadOnlyList<DemoPhoto> All { get; } = [.. Enumerable.Range(0, 200).Select(Create)];

    /// <summary>What the row holds before the migration.</summary>
    public string Url => OldHost + string.Join('/', Key.Split('/').Select(Uri.EscapeDataString));

    private static DemoPhoto Create(int number)
    {
        var (place, view) = (s_places[number % 20], s_views[number / 20]);
        var name = $"{place} {view}".ToLowerInvariant().Replace(' ', '-');
        return number == 99
            ? new DemoPhoto(number + 1, "Café + crème, 100 %", $"{2015 + number / 20}/café + crème, 100 %.png")
            : new DemoPhoto(number + 1, $"{place}, {view}", $"{2015 + number / 20}/{name}.png");
    }
}
