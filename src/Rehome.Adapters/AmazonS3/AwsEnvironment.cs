using Amazon.Runtime.CredentialManagement;

namespace Rehome.Adapters.AmazonS3;

/// <summary>What the surroundings say about credentials, region and endpoint: variables and profile files.</summary>
/// <param name="Read">Reads a variable; null or empty when it is not set.</param>
internal sealed record AwsEnvironment(Func<string, string?> Read)
{
    /// <summary>The environment of this process.</summary>
    public static AwsEnvironment OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>A variable, empty when it is not set.</summary>
    public string this[string variable] => Read(variable) ?? "";

    /// <summary>The profile files as they are now.</summary>
    public CredentialProfileStoreChain Profiles =>
        this["AWS_SHARED_CREDENTIALS_FILE"] is { Length: > 0 } file
            ? new CredentialProfileStoreChain(file)
            : new CredentialProfileStoreChain();

    /// <summary>The profile that applies: the one asked for, else the one that AWS_PROFILE names; empty for neither.</summary>
    public string ProfileFor(string asked) =>
        asked.Length > 0 ? asked
        : HasKeys ? ""
        : this["AWS_PROFILE"];

    /// <summary>True when the keys themselves stand in variables.</summary>
    public bool HasKeys => this["AWS_ACCESS_KEY_ID"].Length > 0 && this["AWS_SECRET_ACCESS_KEY"].Length > 0;

    /// <summary>A profile by name.</summary>
    public CredentialProfile? FindProfile(string name) =>
        Profiles.TryGetProfile(name, out var profile) ? profile : null;
}
