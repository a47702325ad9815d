using System.Net;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Deletes objects in batches (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html).</summary>
internal sealed class S3Deletes(S3Client client)
{
    private static readonly S3Error s_unnamed = new()
    {
        Status = HttpStatusCode.OK,
        Code = "NoOutcome",
        Message = "the answer does not name the key",
    };

    public async ValueTask<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, S3Features.MostDeletes);
        var outcomes = new List<DeleteOutcome>(keys.Count);
        var batch = keys.Where(static key => KeyText.FitsXml(key.Value)).ToList();
        if (batch.Count > 0)
        {
            outcomes.AddRange(await DeleteBatchAsync(batch, cancellationToken));
        }
        foreach (var key in keys.Where(static key => !KeyText.FitsXml(key.Value)))
        {
            outcomes.Add(await DeleteOneAsync(key, cancellationToken));
        }
        return outcomes;
    }

    private async ValueTask<List<DeleteOutcome>> DeleteBatchAsync(List<ObjectKey> keys, CancellationToken cancellationToken)
    {
        var request = new S3Request(S3Operation.Delete, HttpMethod.Post, keys[0])
        {
            OnBucket = true,
            Query = S3Request.Write(("delete", "")),
        }.WithXml(XmlDocuments.Delete(keys));
        var outcome = await client.TrySendAsync(request, DeleteAnswer.ReadAsync, cancellationToken);
        return outcome.Error switch
        {
            null => keys.ConvertAll(key => Outcome(request, key, outcome.Value.GetValueOrDefault(key.Value, s_unnamed))),
            // Amazon denies key by key, the RADOS Gateway all at once.
            var error when S3Failures.Classify(error) == StoreFailure.Denied => keys.ConvertAll(key => Outcome(request, key, error)),
            var error => throw client.Refused(request, error),
        };
    }

    private DeleteOutcome Outcome(S3Request request, ObjectKey key, S3Error? error)
    {
        return error is null or { Code: "NoSuchKey" } ? new DeleteOutcome(key, "") : new DeleteOutcome(key, Describe());

        string Describe()
        {
            var refusal = client.Refused(new S3Request(request.Operation, HttpMethod.Delete, key), error);
            // Deleting again does no harm, so a batch that was refused in part for the moment is repeated whole.
            return refusal.MayBeRepeated ? throw refusal : refusal.Message;
        }
    }

    private async ValueTask<DeleteOutcome> DeleteOneAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var request = new S3Request(S3Operation.Delete, HttpMethod.Delete, key);
        var outcome = await client.TrySendAsync(request, XmlAnswers.NoneAsync, cancellationToken);
        if (outcome.Error is { } error && client.Refused(request, error) is { ConcernsTheWholeStore: true } refusal)
        {
            throw refusal;
        }
        return Outcome(request, key, outcome.Error);
    }
}
