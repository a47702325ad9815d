namespace Rehome.Phases;

/// <summary>The migration cannot go on; the message says why and what to do.</summary>
public sealed class RehomingException(string message) : Exception(message);
