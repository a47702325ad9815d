namespace Rehome.Adapters.AmazonS3;

/// <summary>What a request brought: a value or the service's refusal.</summary>
internal readonly record struct S3Outcome<T>(T Value, S3Error? Error)
{
    public static implicit operator S3Outcome<T>(T value) => new(value, null);

    public static implicit operator S3Outcome<T>(S3Error error) => new(default!, error);
}
