namespace Rehome.Journaling;

/// <summary>The journal cannot be used; the message says which file and what to do.</summary>
public sealed class JournalException(JournalFailure failure, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public JournalFailure Failure { get; } = failure;
}
