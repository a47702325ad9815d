using System.Net;
using System.Xml;

namespace Rehome.Adapters.AmazonS3;

/// <summary>A refusal as the service gave it.</summary>
internal sealed record S3Error
{
    public required HttpStatusCode Status { get; init; }

    /// <summary>The service's word for it: <c>NoSuchKey</c>; empty when it gave none, as in every answer to HEAD.</summary>
    public string Code { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>The region that the bucket is in, where the service says so.</summary>
    public string Region { get; init; } = "";

    /// <summary>Which condition failed, where the service says so.</summary>
    public string Condition { get; init; } = "";

    public string RequestId { get; init; } = "";

    public TimeSpan RetryAfter { get; init; }

    /// <summary>What the service's clock said.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Reads the answer of a request that did not succeed.</summary>
    public static async ValueTask<S3Error> ReadAsync(S3Answer answer, CancellationToken cancellationToken)
    {
        var error = Parse(answer.Status, (await answer.ReadAsync(cancellationToken)));
        return error with
        {
            Region = answer["x-amz-bucket-region"] is { Length: > 0 } region ? region : error.Region,
            RequestId = answer["x-amz-request-id"] is { Length: > 0 } id ? id : error.RequestId,
            RetryAfter = answer.RetryAfter,
            Date = answer.Date,
        };
    }

    /// <summary>Reads an error document; what is none (a proxy's page, nothing) leaves only the status.</summary>
    public static S3Error Parse(HttpStatusCode status, ReadOnlyMemory<byte> document)
    {
        var error = new S3Error { Status = status };
        if (document.IsEmpty)
        {
            return error;
        }
        try
        {
            using var reader = S3Xml.Open(document);
            return reader.Root == "Error" ? Read(reader, error) : error;
        }
        catch (XmlException)
        {
            // Not the service's own answer; the status is all there is.
            return error;
        }
    }

    /// <summary>Reads the elements of an error, the reader being on its root.</summary>
    public static S3Error Read(S3Xml reader, S3Error error)
    {
        while (reader.NextElement())
        {
            error = reader.Name switch
            {
                "Code" => error with { Code = reader.Text() },
                "Message" => error with { Message = reader.Text() },
                "Region" => error with { Region = reader.Text() },
                "Condition" => error with { Condition = reader.Text() },
                "RequestId" => error with { RequestId = reader.Text() },
                _ => error,
            };
        }
        return error;
    }
}
