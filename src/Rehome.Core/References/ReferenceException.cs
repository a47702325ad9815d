namespace Rehome.References;

/// <summary>A database did not do what was asked. The message says operation, place and what to do; never a secret.</summary>
public sealed class ReferenceException(ReferenceFailure failure, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>Why.</summary>
    public ReferenceFailure Failure { get; } = failure;
}
