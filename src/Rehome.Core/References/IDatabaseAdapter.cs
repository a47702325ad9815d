using Rehome.Migrations;

namespace Rehome.References;

/// <summary>Opens reference columns of one kind of database.</summary>
public interface IDatabaseAdapter
{
    /// <summary>The schemes of its URLs.</summary>
    IReadOnlyList<string> Schemes { get; }

    /// <summary>Connects, and finds the column and its key in the catalogue.</summary>
    /// <exception cref="ReferenceException">It cannot be reached, or the column cannot serve; the message says what to do.</exception>
    ValueTask<IReferenceColumn> OpenAsync(ReferenceSettings settings, CancellationToken cancellationToken);
}
