namespace Rehome.Adapters.AmazonS3;

/// <summary>The tag that the answer to a write carries.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="IsEncrypted">True when the service encrypted with a key of its own choice, and the tag is no MD5.</param>
internal sealed record WrittenETag(string Text, bool IsEncrypted)
{
    private const int HexMd5 = 32;

    public static ValueTask<S3Outcome<WrittenETag>> ReadAsync(S3Answer answer) =>
        ValueTask.FromResult<S3Outcome<WrittenETag>>(
            new WrittenETag(
                answer.ETag,
                answer["x-amz-server-side-encryption"].StartsWith("aws:kms", StringComparison.Ordinal)
            )
        );

    /// <summary>True unless the tag is an MD5 and another one.</summary>
    public bool Agrees(string hash) =>
        IsEncrypted || !IsMd5(Text) || Text.Equals(hash, StringComparison.OrdinalIgnoreCase);

    public static bool IsMd5(string tag) => tag.Length == HexMd5 && tag.All(char.IsAsciiHexDigit);
}
