using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Rehome.Migrations;
using Rehome.Stores;

namespace Rehome.Adapters.AmazonS3;

/// <summary>
/// Finds credentials where the AWS tools find them: the profile asked for; else keys in the environment; else
/// AWS_PROFILE; else the default profile, web identity, container and instance. Then assumes the role asked for.
/// Not for callers at the same time.
/// </summary>
internal sealed class CredentialFinder(StoreSettings settings, AwsEnvironment environment)
{
    private const string SessionName = "rehome";

    private AWSCredentials? _found;

    /// <exception cref="StoreException">There are none, or their source is away.</exception>
    public async ValueTask<S3Credentials> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            _found ??= await ChooseAsync(cancellationToken);
            var keys = await _found.GetCredentialsAsync().WaitAsync(cancellationToken);
            return new S3Credentials(keys.AccessKey, keys.SecretKey, keys.Token ?? "");
        }
        catch (Exception cause) when (cause is HttpRequestException or TimeoutException || IsPassing(cause))
        {
            throw new StoreException(
                StoreFailure.Unavailable,
                $"the source of credentials for {settings.Location} did not answer: {cause.Message}",
                cause
            );
        }
        catch (Exception cause) when (cause is not (StoreException or OperationCanceledException))
        {
            throw Bad($"found no usable credentials: {cause.Message.TrimEnd('.')}. {Advice}", cause);
        }
    }

    /// <summary>Reads files and variables anew at the next call.</summary>
    public void Forget() => _found = null;

    private const string Advice =
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile, or sign in with 'aws sso login'";

    private async ValueTask<AWSCredentials> ChooseAsync(CancellationToken cancellationToken)
    {
        var own =
            environment.ProfileFor(settings.Profile) is { Length: > 0 } name ? OfProfile(name)
            : environment.HasKeys ? OfVariables()
            : await OfSurroundingsAsync(cancellationToken);
        return settings.Role.Length > 0 ? new AssumeRoleAWSCredentials(own, settings.Role, SessionName) : own;
    }

    private AWSCredentials OfProfile(string name)
    {
        var profiles = environment.Profiles;
        if (profiles.TryGetAWSCredentials(name, out var credentials))
        {
            return credentials;
        }
        var known = string.Join(
            ", ",
            profiles.ListProfiles().Select(static profile => profile.Name).Order(StringComparer.Ordinal)
        );
        throw profiles.TryGetProfile(name, out _)
            ? Bad($"the profile '{name}' has no credentials that can be used", cause: null)
            : Bad($"there is no profile '{name}'; known are: {(known.Length > 0 ? known : "none")}", cause: null);
    }

    private AWSCredentials OfVariables()
    {
        var (id, secret, token) = (
            environment["AWS_ACCESS_KEY_ID"],
            environment["AWS_SECRET_ACCESS_KEY"],
            environment["AWS_SESSION_TOKEN"]
        );
        return token.Length > 0 ? new SessionAWSCredentials(id, secret, token) : new BasicAWSCredentials(id, secret);
    }

    private async ValueTask<AWSCredentials> OfSurroundingsAsync(CancellationToken cancellationToken)
    {
        if (environment.Profiles.TryGetAWSCredentials("default", out var credentials))
        {
            return credentials;
        }
        using var resolver = new DefaultAWSCredentialsIdentityResolver();
        return await resolver.ResolveIdentityAsync(clientConfig: null, cancellationToken);
    }

    private StoreException Bad(string what, Exception? cause) =>
        new(StoreFailure.BadCredentials, $"{settings.Location}: {what}", cause);

    private static bool IsPassing(Exception cause) =>
        cause
            is AmazonServiceException
            {
                StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests
            };
}
