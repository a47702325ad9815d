namespace Rehome.App.MigrationFiles;

/// <summary>Something wrong in what the user wrote.</summary>
/// <param name="Place">Where: <c>avatars.yaml:3</c> or <c>--from</c>; empty where no place can be named.</param>
/// <param name="Text">What is wrong and what to write instead; never a secret.</param>
internal sealed record Fault(string Place, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Place.Length > 0 ? $"{Place}: {Text}" : Text;
}
