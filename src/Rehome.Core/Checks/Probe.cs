namespace Rehome.Checks;

/// <summary>One finding of the preflight.</summary>
/// <param name="Subject">What was looked at: a location or a column.</param>
/// <param name="What">What was tried, in words: <c>list objects</c>.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Advice">What was seen and what to do; empty when all is well and nothing needs saying.</param>
public sealed record Probe(string Subject, string What, ProbeVerdict Verdict, string Advice);
