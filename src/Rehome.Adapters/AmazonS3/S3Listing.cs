using System.Globalization;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Lists a bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).</summary>
internal sealed class S3Listing(S3Client client)
{
    private const int PageSize = 1000;

    public ValueTask<ObjectPage> ListAsync(string prefix, ObjectKey after, CancellationToken cancellationToken) =>
        ListAsync(prefix, after, PageSize, cancellationToken);

    public async ValueTask<ObjectPage> ListAsync(
        string prefix,
        ObjectKey after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var continuation = "";
        while (true)
        {
            var request = new S3Request(S3Operation.List, HttpMethod.Get, new ObjectKey(prefix))
            {
                OnBucket = true,
                Query = Query(prefix, after, limit, continuation),
            };
            var answer = await client.SendAsync(request, ReadAsync, cancellationToken);
            var objects = Decode(request, answer);
            CheckOrder(request, objects, prefix, after);
            if (objects.Count > 0 || !answer.IsTruncated)
            {
                return new ObjectPage(objects, !answer.IsTruncated);
            }
            // A page of nothing but delete markers: there is no last key to go on from.
            continuation =
                answer.Continuation is { Length: > 0 } token && token != continuation
                    ? token
                    : throw client.Odd(request, StoreFailure.Refused, "the listing goes on but does not say where");
        }
    }

    private static string Query(string prefix, ObjectKey after, int limit, string continuation)
    {
        var query = new List<(string, string)>(6);
        AddIf(continuation.Length > 0, "continuation-token", continuation);
        AddIf(condition: true, "encoding-type", "url");
        AddIf(condition: true, "list-type", "2");
        AddIf(condition: true, "max-keys", limit.ToString(CultureInfo.InvariantCulture));
        AddIf(prefix.Length > 0, "prefix", prefix);
        AddIf(after.Value.Length > 0, "start-after", after.Value);
        return S3Request.Write([.. query]);

        void AddIf(bool condition, string name, string value)
        {
            if (condition)
            {
                query.Add((name, value));
            }
        }
    }

    private static async ValueTask<S3Outcome<ListAnswer>> ReadAsync(
        S3Answer answer,
        CancellationToken cancellationToken
    ) => ListAnswer.Parse(answer.Status, await answer.ReadAsync(cancellationToken));

    private List<ObjectInfo> Decode(S3Request request, ListAnswer answer)
    {
        if (!answer.IsEncoded)
        {
            return answer.Objects;
        }
        try
        {
            return answer.Objects.ConvertAll(static found =>
                found with
                {
                    Key = new ObjectKey(KeyText.Decode(found.Key.Value)),
                }
            );
        }
        catch (FormatException cause)
        {
            throw client.Odd(request, StoreFailure.Unsupported, cause.Message);
        }
    }

    private void CheckOrder(S3Request request, List<ObjectInfo> objects, string prefix, ObjectKey after)
    {
        var last = after;
        foreach (var found in objects)
        {
            // Callers go on from the last key of a page: out of order, they would miss objects.
            if (found.Key <= last)
            {
                throw client.Odd(
                    request,
                    StoreFailure.Refused,
                    $"the listing is out of order: '{found.Key}' comes after '{last}'. A directory bucket cannot be migrated"
                );
            }
            if (!found.Key.Value.StartsWith(prefix, StringComparison.Ordinal))
            {
                throw client.Odd(
                    request,
                    StoreFailure.Refused,
                    $"the listing has '{found.Key}', which does not start with the prefix"
                );
            }
            last = found.Key;
        }
    }
}
