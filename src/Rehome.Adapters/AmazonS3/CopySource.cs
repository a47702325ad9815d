using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>The headers that name what is copied and pin its version.</summary>
internal static class CopySource
{
    public static void Add(S3Request request, Location source, ObjectInfo version, bool isAmazon)
    {
        request.With(
            "x-amz-copy-source",
            $"{KeyText.EncodePath(source.Container)}/{KeyText.EncodePath(version.Key.Value)}"
        );
        if (version.ETag.Length == 0)
        {
            return;
        }
        request.With("x-amz-copy-source-if-match", $"\"{version.ETag}\"");
        if (!isAmazon)
        {
            // The RADOS Gateway reads the pin of a copy under this name only (rgw_rest_s3.cc, RGWCopyObj_ObjStore_S3).
            request.With("x-amz-copy-if-match", $"\"{version.ETag}\"");
        }
    }
}
