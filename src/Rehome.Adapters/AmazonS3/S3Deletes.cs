using System.Net;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Deletes objects in batches (https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html).</summary>
internal sealed class S3Deletes(S3Client client)
{
    private const int SinglesAtATime = 16;

    private static readonly S3Error s_unnamed = new()
    {
        Status = HttpStatusCode.OK,
        Code = "NoOutcome",
        Message = "the answer does not name the key",
    };

    private volatile bool _oneByOne;

    public async ValueTask<IReadOnlyList<DeleteOutcome>> DeleteAsync(
        IReadOnlyList<ObjectKey> keys,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, S3Features.MostDeletes);
        var batch = _oneByOne ? [] : keys.Where(static key => KeyText.FitsXml(key.Value)).ToList();
        var outcomes = new List<DeleteOutcome>(keys.Count);
        try
        {
            outcomes.AddRange(batch.Count > 0 ? await DeleteBatchAsync(batch, cancellationToken) : []);
        }
        catch (StoreException fault) when (fault.Failure == StoreFailure.Denied)
        {
            // The RADOS Gateway (16.2) asks for the right to delete on the bucket when it is a batch, so that a policy which
            // grants it on the bucket's objects, as AWS wants it, does for single deletes only.
            (_oneByOne, batch) = (true, []);
        }
        outcomes.AddRange(await DeleteSinglesAsync([.. keys.Except(batch)], cancellationToken));
        return outcomes;
    }

    private async ValueTask<DeleteOutcome[]> DeleteSinglesAsync(ObjectKey[] keys, CancellationToken cancellationToken)
    {
        var outcomes = new DeleteOutcome[keys.Length];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = SinglesAtATime,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(
            0,
            keys.Length,
            options,
            async (i, token) => outcomes[i] = await DeleteOneAsync(keys[i], token)
        );
        return outcomes;
    }

    private async ValueTask<List<DeleteOutcome>> DeleteBatchAsync(
        List<ObjectKey> keys,
        CancellationToken cancellationToken
    )
    {
        var request = new S3Request(S3Operation.Delete, HttpMethod.Post, keys[0])
        {
            OnBucket = true,
            Query = S3Request.Write(("delete", "")),
        }.WithXml(XmlDocuments.Delete(keys));
        var errors = await client.SendAsync(request, DeleteAnswer.ReadAsync, cancellationToken);
        return keys.ConvertAll(key => Outcome(request, key, errors.GetValueOrDefault(key.Value, s_unnamed)));
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
