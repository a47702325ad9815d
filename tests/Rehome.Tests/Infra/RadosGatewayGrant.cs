namespace Rehome.Tests.Infra;

/// <summary>Rights of a user in a bucket.</summary>
/// <param name="User">Who.</param>
/// <param name="Actions">As IAM names them: <c>s3:GetObject</c>.</param>
/// <param name="OnBucket">True for rights on the bucket itself, false for rights on its objects.</param>
/// <param name="Prefix">The objects; empty for all.</param>
public sealed record RadosGatewayGrant(
    RadosGatewayUser User,
    string[] Actions,
    bool OnBucket = false,
    string Prefix = ""
);
