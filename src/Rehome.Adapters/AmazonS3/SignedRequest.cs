namespace Rehome.Adapters.AmazonS3;

/// <summary>The parts of a request that its signature covers.</summary>
/// <param name="Method">GET, PUT, ...</param>
/// <param name="Path">As it is sent, already encoded; S3 signs it as it is.</param>
/// <param name="Query">As it is sent, without the question mark, names in order.</param>
/// <param name="Headers">The host among them, in the order of their names.</param>
/// <param name="PayloadHash">The SHA-256 of the body in lower-case hex, or <see cref="SigV4Signer.UnsignedPayload"/>.</param>
internal readonly record struct SignedRequest(
    string Method,
    string Path,
    string Query,
    List<S3Header> Headers,
    string PayloadHash
);
