namespace Rehome.App.MigrationFiles;

/// <summary>A value as the user wrote it, variables replaced.</summary>
/// <param name="Text">The value; it may hold a secret.</param>
/// <param name="Place">Where it was written, for people: <c>avatars.yaml:3</c> or <c>--from</c>.</param>
internal sealed record Given(string Text, string Place)
{
    /// <summary>Nothing was written.</summary>
    public static Given None { get; } = new("", "");

    /// <summary>True when there is a value; an empty one counts as none.</summary>
    public bool IsGiven => Text.Length > 0;

    /// <summary>This value, or the other where this one is not given.</summary>
    public Given Or(Given other) => IsGiven ? this : other;

    /// <summary>The place only: the text may be a secret.</summary>
    public override string ToString() => Place;
}
