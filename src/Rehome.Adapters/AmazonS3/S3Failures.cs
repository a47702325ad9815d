using System.Net;
using System.Net.Sockets;
using Rehome.Locations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>Turns what went wrong into the terms that callers act on, with a message that says where and what to do.</summary>
internal static class S3Failures
{
    /// <summary>A refusal of the service.</summary>
    public static StoreException Refused(S3Request request, S3Endpoint endpoint, Location location, S3Error error)
    {
        var failure = Classify(error);
        var said = error.Code.Length > 0 ? $"{error.Code}, HTTP {(int)error.Status}" : $"HTTP {(int)error.Status}";
        var advice = Advise(failure, request, endpoint, location, error);
        var message =
            $"could not {Describe(request, endpoint)}: {said}{Suffix(": ", error.Message.TrimEnd('.'))}{Suffix(". ", advice)}"
            + Suffix(" (request ", error.RequestId, ")");
        return new StoreException(failure, message) { RetryAfter = error.RetryAfter };
    }

    /// <summary>No answer, or only a part of one.</summary>
    public static StoreException Away(S3Request request, S3Endpoint endpoint, Exception cause) =>
        new(
            StoreFailure.Unavailable,
            $"could not {Describe(request, endpoint)}: {Explain(cause)}. Check the endpoint and the network if this lasts",
            cause
        );

    /// <summary>An answer that is not what the protocol says.</summary>
    public static StoreException Odd(S3Request request, S3Endpoint endpoint, StoreFailure failure, string what) =>
        new(failure, $"could not {Describe(request, endpoint)}: {what}");

    /// <summary>What an error's code means; its status where there is no code that is known.</summary>
    public static StoreFailure Classify(S3Error error) =>
        error.Code switch
        {
            "NoSuchKey" or "NoSuchVersion" => StoreFailure.NotFound,
            "NoSuchBucket" => StoreFailure.NoContainer,
            "AccessDenied" or "AllAccessDisabled" or "AccountProblem" => StoreFailure.Denied,
            "InvalidAccessKeyId"
            or "SignatureDoesNotMatch"
            or "ExpiredToken"
            or "InvalidToken"
            or "TokenRefreshRequired"
            or "RequestTimeTooSkewed"
            or "InvalidSecurity"
            or "NotSignedUp" => StoreFailure.BadCredentials,
            "SlowDown"
            or "Throttling"
            or "ThrottlingException"
            or "TooManyRequests"
            or "RequestLimitExceeded"
            or "ServiceUnavailable" => StoreFailure.Throttled,
            "PreconditionFailed" => StoreFailure.Changed,
            "ConditionalRequestConflict" or "OperationAborted" => StoreFailure.Unavailable,
            "InvalidObjectState" => StoreFailure.Archived,
            "KeyTooLongError"
            or "InvalidObjectName"
            or "EntityTooLarge"
            or "InvalidStorageClass"
            or "MetadataTooLarge"
            or "InvalidTag" => StoreFailure.Unsupported,
            "QuotaExceeded" or "ServiceQuotaExceeded" or "InsufficientStorage" or "XMinioStorageFull" =>
                StoreFailure.Full,
            "BadDigest" or "XAmzContentSHA256Mismatch" or "IncompleteBody" or "RequestTimeout" or "InternalError" =>
                StoreFailure.Unavailable,
            _ => ByStatus(error.Status),
        };

    private static StoreFailure ByStatus(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized => StoreFailure.BadCredentials,
            HttpStatusCode.Forbidden => StoreFailure.Denied,
            HttpStatusCode.PreconditionFailed => StoreFailure.Changed,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => StoreFailure.Throttled,
            HttpStatusCode.InsufficientStorage => StoreFailure.Full,
            HttpStatusCode.NotImplemented => StoreFailure.Refused,
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => StoreFailure.Unavailable,
            // Among them a 404 without a code: no S3 service speaks so, and it proves no absence.
            _ => StoreFailure.Refused,
        };

    private static string Advise(
        StoreFailure failure,
        S3Request request,
        S3Endpoint endpoint,
        Location location,
        S3Error error
    ) =>
        failure switch
        {
            StoreFailure.NoContainer => $"Check the bucket's name and the endpoint {endpoint.Service}",
            StoreFailure.Denied =>
                $"The credentials need {request.Operation.Action} on {Arn(request, endpoint, location)}",
            StoreFailure.BadCredentials when error.Code == "RequestTimeTooSkewed" => "Set this machine's clock right",
            StoreFailure.BadCredentials => "Check the access key, its secret and whether the session has expired",
            StoreFailure.Archived => "Restore the object from its archive first",
            _ when error.Region.Length > 0 && error.Region != endpoint.Region =>
                $"The bucket is in region {error.Region}: set 'region' or an endpoint of that region",
            _ when error.Code.Length == 0 && error.Status == HttpStatusCode.NotFound =>
                "The answer is not one of S3: check the endpoint",
            _ => "",
        };

    private static string Arn(S3Request request, S3Endpoint endpoint, Location location)
    {
        var bucket = $"arn:{endpoint.Partition}:s3:::{Bucket(request, endpoint)}";
        return request.Operation.OnBucket ? bucket : $"{bucket}/{location.Prefix}*";
    }

    private static string Describe(S3Request request, S3Endpoint endpoint) =>
        $"{request.Operation.Words} s3://{Bucket(request, endpoint)}/{request.Key} at {endpoint.Service}";

    private static string Bucket(S3Request request, S3Endpoint endpoint) =>
        request.Bucket.Length > 0 ? request.Bucket : endpoint.Bucket;

    private static string Explain(Exception cause) =>
        cause switch
        {
            OperationCanceledException or TimeoutException => "no answer in time",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                "the host name is not known",
            HttpRequestException
            {
                InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused }
            } => "nothing listens there (connection refused)",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                $"no secure connection: {cause.InnerException?.Message ?? cause.Message}",
            System.Xml.XmlException => $"the answer is cut off or no XML: {cause.Message}",
            EndOfStreamException => "the answer ended early",
            _ => cause.InnerException is { } inner ? $"{cause.Message} ({inner.Message})" : cause.Message,
        };

    private static string Suffix(string before, string text, string after = "") =>
        text.Length > 0 ? before + text.TrimEnd('.') + after : "";
}
