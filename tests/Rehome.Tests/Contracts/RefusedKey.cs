namespace Rehome.Tests.Contracts;

/// <summary>A key that a store cannot hold, with the reason.</summary>
public sealed record RefusedKey(string Key, string Reason);
