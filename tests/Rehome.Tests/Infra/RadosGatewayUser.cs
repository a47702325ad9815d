namespace Rehome.Tests.Infra;

/// <summary>A user of the gateway.</summary>
public sealed record RadosGatewayUser(string Name, string AccessKey, string SecretKey)
{
    /// <summary>How bucket policies name the user.</summary>
    public string Arn => $"arn:aws:iam:::user/{Name}";
}
