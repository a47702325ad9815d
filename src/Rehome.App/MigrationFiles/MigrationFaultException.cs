namespace Rehome.App.MigrationFiles;

/// <summary>The migration cannot be read; carries all faults.</summary>
internal sealed class MigrationFaultException(IReadOnlyList<Fault> faults)
    : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>What is wrong, in the order it was found.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults;
}
