using System.Net;
using System.Xml;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>
/// Signs and sends requests for one bucket. Repeats a request only after it learned why it failed: the bucket's
/// region, the service's time, fresh credentials. Everything else is the caller's to repeat.
/// </summary>
internal sealed class S3Client : IDisposable
{
    private const string UserAgent = "rehome";

    private static readonly string[] s_proxyVariables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"];

    private readonly Location _location;
    private readonly S3Options _options;
    private readonly TimeProvider _time;
    private readonly AmzClock _clock;
    private readonly CredentialSource _credentials;
    private readonly HttpMessageInvoker _http;
    private readonly SigV4Signer _signer = new("s3");
    private S3Endpoint _endpoint;
    private long _lastSuccess;

    public S3Client(
        Location location,
        S3Endpoint endpoint,
        CredentialFinder credentials,
        S3Options options,
        AwsEnvironment environment,
        TimeProvider time
    )
    {
        (_location, _endpoint, _options, _time) = (location, endpoint, options, time);
        _clock = new AmzClock(time);
        _credentials = new CredentialSource(credentials, time, options.CredentialCheck);
        var useProxy = s_proxyVariables.Any(name =>
            environment[name].Length + environment[name.ToLowerInvariant()].Length > 0
        );
        _http = new HttpMessageInvoker(CreateHandler(options, useProxy));
    }

    public S3Endpoint Endpoint => Volatile.Read(ref _endpoint);

    public S3Options Options => _options;

    public DateTimeOffset Now => _clock.Now;

    /// <summary>True when the bucket answered lately, so that it exists.</summary>
    public bool IsBucketKnown =>
        Interlocked.Read(ref _lastSuccess) is not 0 and var last && _time.GetElapsedTime(last) < _options.BucketTrust;

    /// <summary>Sends a request whose refusal is an exception.</summary>
    /// <exception cref="StoreException"/>
    public async ValueTask<T> SendAsync<T>(
        S3Request request,
        Func<S3Answer, CancellationToken, ValueTask<S3Outcome<T>>> read,
        CancellationToken cancellationToken
    )
    {
        var outcome = await TrySendAsync(request, read, cancellationToken);
        return outcome.Error is null ? outcome.Value : throw Refused(request, outcome.Error);
    }

    /// <summary>Sends a request whose refusal is a value; anything but an answer is an exception.</summary>
    /// <exception cref="StoreException"/>
    public async ValueTask<S3Outcome<T>> TrySendAsync<T>(
        S3Request request,
        Func<S3Answer, CancellationToken, ValueTask<S3Outcome<T>>> read,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.RequestTimeout + request.ExtraTime);
        try
        {
            var learned = Lesson.None;
            while (true)
            {
                var endpoint = Endpoint;
                var credentials = await _credentials.GetAsync(limit.Token);
                var sent = _clock.Now;
                var outcome = await SendOnceAsync(request, endpoint, credentials, read, limit.Token);
                if (outcome.Error is null)
                {
                    NoteSuccess(request);
                    return outcome;
                }
                var lesson = await LearnAsync(outcome.Error, endpoint, credentials, sent, limit.Token);
                if (lesson == Lesson.None || (learned & lesson) != 0)
                {
                    return outcome;
                }
                learned |= lesson;
            }
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            throw S3Failures.Away(request, Endpoint, cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or XmlException)
        {
            throw S3Failures.Away(request, Endpoint, cause);
        }
    }

    public StoreException Refused(S3Request request, S3Error error) =>
        S3Failures.Refused(request, Endpoint, _location, error);

    public StoreException Odd(S3Request request, StoreFailure failure, string what) =>
        S3Failures.Odd(request, Endpoint, failure, what);

    public void Dispose()
    {
        _http.Dispose();
        _credentials.Dispose();
    }

    private void NoteSuccess(S3Request request)
    {
        if (request.Bucket.Length == 0)
        {
            Interlocked.Exchange(ref _lastSuccess, _time.GetTimestamp());
        }
    }

    private async ValueTask<S3Outcome<T>> SendOnceAsync<T>(
        S3Request request,
        S3Endpoint endpoint,
        S3Credentials credentials,
        Func<S3Answer, CancellationToken, ValueTask<S3Outcome<T>>> read,
        CancellationToken cancellationToken
    )
    {
        using var message = Write(request, endpoint, credentials);
        using var response = await _http.SendAsync(message, cancellationToken);
        var answer = new S3Answer(response, _options.LargestAnswer);
        return response.IsSuccessStatusCode
            ? await read(answer, cancellationToken)
            : await S3Error.ReadAsync(answer, cancellationToken);
    }

    private HttpRequestMessage Write(S3Request request, S3Endpoint endpoint, S3Credentials credentials)
    {
        var place = request.Bucket.Length > 0 ? endpoint.ForBucket(request.Bucket) : endpoint;
        var path = request.OnBucket ? place.BucketPath : place.KeyPath + KeyText.EncodePath(request.Key.Value);
        var target = place.Origin + path + (request.Query.Length > 0 ? "?" + request.Query : "");
        var time = _clock.NowText;
        var headers = new List<S3Header>(request.Headers.Count + 4);
        headers.AddRange(request.Headers);
        headers.Add(new S3Header("host", place.Authority));
        headers.Add(new S3Header("x-amz-content-sha256", request.PayloadHash));
        headers.Add(new S3Header("x-amz-date", time));
        if (credentials.SessionToken.Length > 0)
        {
            headers.Add(new S3Header("x-amz-security-token", credentials.SessionToken));
        }
        headers.Sort(S3Header.ByName);
        var signed = new SignedRequest(request.Method.Method, path, request.Query, headers, request.PayloadHash);

        // Without the option, Uri would resolve "a/../b" and unescape "%41" in keys.
        var url = new Uri(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var message = new HttpRequestMessage(request.Method, url) { Version = HttpVersion.Version11 };
        if (!request.Body.IsEmpty || request.Headers.Exists(static header => IsOfContent(header.Name)))
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }
        foreach (var header in headers)
        {
            _ = IsOfContent(header.Name)
                ? message.Content!.Headers.TryAddWithoutValidation(header.Name, header.Value)
                : message.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }
        message.Headers.TryAddWithoutValidation(
            "Authorization",
            _signer.Authorize(credentials, place.Region, time, signed)
        );
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        return message;
    }

    private async ValueTask<Lesson> LearnAsync(
        S3Error error,
        S3Endpoint endpoint,
        S3Credentials credentials,
        DateTimeOffset sent,
        CancellationToken cancellationToken
    )
    {
        var isRedirect = error.Status is >= HttpStatusCode.MultipleChoices and <= HttpStatusCode.BadRequest;
        if (isRedirect && error.Region.Length > 0 && error.Region != endpoint.Region)
        {
            Volatile.Write(ref _endpoint, endpoint.InRegion(error.Region));
            return Lesson.Region;
        }
        if (
            error.Status == HttpStatusCode.Forbidden
            && error.Date is { } date
            && (date - sent).Duration() > _options.ClockTolerance
        )
        {
            _clock.Follow(date);
            return Lesson.Time;
        }
        return
            error.Code is "ExpiredToken" or "TokenRefreshRequired"
            && await _credentials.ReplaceAsync(credentials, cancellationToken)
            ? Lesson.Credentials
            : Lesson.None;
    }

    private static bool IsOfContent(string header) =>
        header.StartsWith("content-", StringComparison.Ordinal) || header == "expires";

    private static SocketsHttpHandler CreateHandler(S3Options options, bool useProxy) =>
        new()
        {
            UseProxy = useProxy,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = options.IdleTimeout,
            MaxConnectionsPerServer = options.MostConnections,
            // A header's value is bytes to us, one character each: see S3Header and S3Answer.
            RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => System.Text.Encoding.Latin1,
        };

    [Flags]
    private enum Lesson
    {
        None = 0,
        Region = 1,
        Time = 2,
        Credentials = 4,
    }
}
