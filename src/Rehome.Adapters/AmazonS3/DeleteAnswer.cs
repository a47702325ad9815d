using System.Net;

namespace Rehome.Adapters.AmazonS3;

/// <summary>The answer to a batched delete: keys with their error, or null for those that are gone.</summary>
internal static class DeleteAnswer
{
    public static async ValueTask<S3Outcome<Dictionary<string, S3Error?>>> ReadAsync(
        S3Answer answer,
        CancellationToken cancellationToken
    )
    {
        using var reader = S3Xml.Open(await answer.ReadAsync(cancellationToken));
        if (reader.Root == "Error")
        {
            return S3Error.Read(reader, new S3Error { Status = answer.Status });
        }
        var outcomes = new Dictionary<string, S3Error?>();
        var isError = false;
        var (key, error) = ("", new S3Error { Status = HttpStatusCode.OK });
        while (reader.NextElement())
        {
            switch (reader.Name)
            {
                case "Deleted" or "Error":
                    isError = reader.Name == "Error";
                    (key, error) = ("", new S3Error { Status = HttpStatusCode.OK });
                    break;
                case "Key":
                    key = reader.Text();
                    outcomes[key] = isError ? error : null;
                    break;
                case "Code":
                    error = error with { Code = reader.Text() };
                    break;
                case "Message":
                    error = error with { Message = reader.Text() };
                    break;
            }
            if (isError && key.Length > 0)
            {
                outcomes[key] = error;
            }
        }
        return outcomes;
    }
}
