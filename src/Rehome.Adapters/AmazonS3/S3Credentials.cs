namespace Rehome.Adapters.AmazonS3;

/// <summary>What a request is signed with.</summary>
/// <param name="AccessKeyId">The public half.</param>
/// <param name="Secret">The secret half.</param>
/// <param name="SessionToken">Empty for lasting credentials.</param>
internal sealed record S3Credentials(string AccessKeyId, string Secret, string SessionToken)
{
    /// <summary>Shows no secret, wherever it is printed.</summary>
    public override string ToString() => $"access key {AccessKeyId}";
}
