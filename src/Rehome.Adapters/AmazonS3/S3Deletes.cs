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
        var batch = keys.Where(static key => KeyText.FitsXml(key.Value)).ToList();
        var outcomes = batch.Count > 0 ? await TryDeleteBatchAsync(batch, cancellationToken) : [];
        foreach (var key in outcomes.Count > 0 ? keys.Where(static key => !KeyText.FitsXml(key.Value)) : keys)
        {
            outcomes.Add(await DeleteOneAsync(key, cancellationToken));
        }
        return outcomes;
    }

    /// <returns>Empty when each key must be deleted alone.</returns>
    private async ValueTask<List<DeleteOutcome>> TryDeleteBatchAsync(
        List<ObjectKey> keys,
        CancellationToken cancellationToken
    )
    {
        var request = new S3Request(S3Operation.Delete, HttpMethod.Post, keys[0])
        {
            OnBucket = true,
            Query = S3Request.Write(("delete", "")),
        }.WithXml(XmlDocuments.Delete(keys));
        var outcome = await client.TrySendAsync(request, DeleteAnswer.ReadAsync, cancellationToken);
        return outcome.Error switch
        {
            null => keys.ConvertAll(key =>
                Outcome(request, key, outcome.Value.GetValueOrDefault(key.Value, s_unnamed))
            ),
            // Amazon denies key by key. The RADOS Gateway denies a whole batch to whoever may delete only under a prefix,
            // for it asks the policy about the bucket and not about the keys.
            var error when S3Failures.Classify(error) == StoreFailure.Denied => [],
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
