using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Xml;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>One page of a listing as the service wrote it.</summary>
/// <param name="Objects">Their keys may still be encoded.</param>
/// <param name="IsEncoded">True when keys are percent-encoded.</param>
/// <param name="IsTruncated">True when more follows.</param>
/// <param name="Continuation">Where the service would go on.</param>
internal sealed record ListAnswer(List<ObjectInfo> Objects, bool IsEncoded, bool IsTruncated, string Continuation)
{
    public static S3Outcome<ListAnswer> Parse(HttpStatusCode status, ReadOnlyMemory<byte> document)
    {
        using var reader = S3Xml.Open(document);
        if (reader.Root == "Error")
        {
            return S3Error.Read(reader, new S3Error { Status = status });
        }
        if (reader.Root != "ListBucketResult")
        {
            throw new XmlException($"a listing was expected, not <{reader.Root}>");
        }
        var answer = new ListAnswer([], IsEncoded: false, IsTruncated: false, "");
        while (reader.NextElement())
        {
            answer = Take(reader, answer);
        }
        return answer;
    }

    private static ListAnswer Take(S3Xml reader, ListAnswer answer)
    {
        switch (reader.Name)
        {
            case "IsTruncated":
                return answer with { IsTruncated = reader.Text() == "true" };
            case "EncodingType":
                return answer with { IsEncoded = reader.Text() == "url" };
            case "NextContinuationToken":
                return answer with { Continuation = reader.Text() };
            case "Contents":
                answer.Objects.Add(new ObjectInfo(ObjectKey.Start, 0, "", ""));
                return answer;
        }
        if (answer.Objects.Count > 0)
        {
            ref var last = ref CollectionsMarshal.AsSpan(answer.Objects)[^1];
            last = reader.Name switch
            {
                "Key" => last with { Key = new ObjectKey(reader.Text()) },
                "Size" => last with { Size = Number(reader.Text()) },
                "ETag" => last with { ETag = reader.Text().Trim('"') },
                "StorageClass" => last with { StorageClass = MetadataHeaders.ClassName(reader.Text()) },
                _ => last,
            };
        }
        return answer;
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new XmlException($"'{text}' is no size");
}
