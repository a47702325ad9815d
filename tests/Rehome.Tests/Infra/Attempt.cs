namespace Rehome.Tests.Infra;

/// <summary>A command line that names the avatars' migration, with what a test wants otherwise.</summary>
internal sealed record Attempt(string Verb = "run")
{
    /// <summary>Null: the system's own.</summary>
    public string? From { get; init; }

    /// <summary>Null: the system's own.</summary>
    public string? To { get; init; }

    /// <summary>Null: the system's own. Empty: no database, and no column.</summary>
    public string? Database { get; init; }

    /// <summary>The reference column.</summary>
    public string Column { get; init; } = "avatars.path";

    /// <summary>Options behind those.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>Variables beside the system's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What must never be told, beside the system's own secrets.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>The words of the command line.</summary>
    public string[] Words(AvatarSystem system) =>
        [
            Verb,
            .. More.Contains("--name") ? (string[])[] : ["--name", "avatars"],
            .. new[] { "--from", From ?? $"s3://{system.LegacyBucket}/image/" },
            .. new[] { "--to", To ?? $"s3://{system.ProductionBucket}/avatar/" },
            .. Database == "" ? (string[])[] : ["--database", Database ?? system.DatabaseUrl, "--column", Column],
            .. More,
        ];
}
