namespace Rehome.Journaling;

/// <summary>What a letter is about. The numbers are stored.</summary>
public enum LetterKind
{
    /// <summary>A row that names an object which does not exist.</summary>
    DanglingRow = 1,

    /// <summary>A row that the database refused to change.</summary>
    FailedRow = 2,

    /// <summary>A row that waits for an object in conflict or given up.</summary>
    WaitingRow = 3,
}
