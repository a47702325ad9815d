using System.Globalization;
using System.Text;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>The documents that some requests carry.</summary>
internal static class XmlDocuments
{
    private const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>The keys must fit: see <see cref="KeyText.FitsXml"/>.</summary>
    public static byte[] Delete(IEnumerable<ObjectKey> keys) =>
        Write(
            "Delete",
            body =>
            {
                foreach (var key in keys)
                {
                    S3Xml.Append(body.Append("<Object><Key>"), key.Value).Append("</Key></Object>");
                }
            }
        );

    public static byte[] CompleteUpload(IEnumerable<UploadedPart> parts) =>
        Write(
            "CompleteMultipartUpload",
            body =>
            {
                foreach (var part in parts)
                {
                    body.Append(CultureInfo.InvariantCulture, $"<Part><PartNumber>{part.Number}</PartNumber><ETag>\"");
                    S3Xml.Append(body, part.ETag).Append("\"</ETag></Part>");
                }
            }
        );

    public static byte[] Tags(IReadOnlyDictionary<string, string> tags) =>
        Write(
            "Tagging",
            body =>
            {
                body.Append("<TagSet>");
                foreach (var (name, value) in tags)
                {
                    S3Xml.Append(body.Append("<Tag><Key>"), name).Append("</Key><Value>");
                    S3Xml.Append(body, value).Append("</Value></Tag>");
                }
                body.Append("</TagSet>");
            }
        );

    private static byte[] Write(string root, Action<StringBuilder> writeBody)
    {
        var document = new StringBuilder($"<{root} xmlns=\"{Namespace}\">");
        writeBody(document);
        return Encoding.UTF8.GetBytes(document.Append($"</{root}>").ToString());
    }
}
