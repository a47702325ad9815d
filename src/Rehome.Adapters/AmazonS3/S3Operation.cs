namespace Rehome.Adapters.AmazonS3;

/// <summary>What a request does, in the words of a message, and the right it needs.</summary>
/// <param name="Words">For people: <c>copy to</c>.</param>
/// <param name="Action">The IAM action: <c>s3:PutObject</c>.</param>
/// <param name="OnBucket">True when the right is one on the bucket and not on its objects.</param>
internal sealed record S3Operation(string Words, string Action, bool OnBucket = false)
{
    public static S3Operation List { get; } = new("list", "s3:ListBucket", OnBucket: true);

    public static S3Operation Head { get; } = new("look at", "s3:GetObject");

    public static S3Operation Read { get; } = new("read", "s3:GetObject");

    public static S3Operation ReadTags { get; } = new("read the tags of", "s3:GetObjectTagging");

    public static S3Operation Put { get; } = new("write", "s3:PutObject");

    public static S3Operation PutTags { get; } = new("write the tags of", "s3:PutObjectTagging");

    public static S3Operation Copy { get; } = new("copy to", "s3:PutObject (and s3:GetObject on the source)");

    public static S3Operation BeginUpload { get; } = new("begin an upload to", "s3:PutObject");

    public static S3Operation UploadPart { get; } = new("upload a part of", "s3:PutObject");

    public static S3Operation CopyPart { get; } =
        new("copy a part of", "s3:PutObject (and s3:GetObject on the source)");

    public static S3Operation CompleteUpload { get; } = new("complete the upload to", "s3:PutObject");

    public static S3Operation AbortUpload { get; } = new("abort the upload to", "s3:AbortMultipartUpload");

    public static S3Operation Delete { get; } = new("delete", "s3:DeleteObject");

    public static S3Operation ReadVersioning { get; } =
        new("read the versioning of", "s3:GetBucketVersioning", OnBucket: true);

    public static S3Operation ReadObjectLock { get; } =
        new("read the object lock of", "s3:GetBucketObjectLockConfiguration", OnBucket: true);
}
