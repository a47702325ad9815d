using System.Net.Sockets;
using System.Text.Json;

namespace Rehome.Tests.Infra;

/// <summary>
/// Ceph's RADOS Gateway, a production S3 server, on free ports and in a folder of its own; ready in some 10 seconds.
/// Several can run at once. Its objects are in memory and gone when it stops.
/// </summary>
public sealed class RadosGateway : IAsyncDisposable
{
    private const int StartTries = 3;
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(100);

    private readonly RadosGatewayConfiguration _configuration;
    private readonly List<ServerProcess> _servers = [];

    private RadosGateway(RadosGatewayConfiguration configuration) => _configuration = configuration;

    /// <summary><c>http://127.0.0.1:port</c>.</summary>
    public string Endpoint => _configuration.Endpoint;

    /// <summary>A user who may do everything with the buckets that it makes.</summary>
    public RadosGatewayUser Owner { get; private set; } = null!;

    /// <summary>Starts a gateway.</summary>
    /// <exception cref="InvalidOperationException">Ceph is not installed or does not start; the message says what to do, or holds its log.</exception>
    public static async Task<RadosGateway> StartAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var folder = Directory.CreateTempSubdirectory("rehome-rgw-").FullName;
            var ports = FreePort.Take(3);
            var gateway = new RadosGateway(
                new RadosGatewayConfiguration(folder, Guid.NewGuid(), ports[0], ports[1], ports[2])
            );
            try
            {
                await gateway.LaunchAsync(cancellationToken);
                return gateway;
            }
            catch (InvalidOperationException cause)
                when (tries < StartTries && cause.Message.Contains("in use", StringComparison.Ordinal))
            {
                await gateway.DisposeAsync();
            }
            catch
            {
                await gateway.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Makes a user; its secret is made from its name.</summary>
    public async Task<RadosGatewayUser> CreateUserAsync(string name, CancellationToken cancellationToken)
    {
        var user = new RadosGatewayUser(name, $"{name}-key", $"{name}-secret");
        string[] identity =
        [
            "--uid",
            name,
            "--display-name",
            name,
            "--access-key",
            user.AccessKey,
            "--secret",
            user.SecretKey,
        ];
        await AdministerAsync(["user", "create", .. identity], cancellationToken);
        return user;
    }

    /// <summary>Makes a bucket of the owner.</summary>
    public Task CreateBucketAsync(string bucket, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, bucket, query: "", body: "", cancellationToken);

    /// <summary>Keeps old versions from now on.</summary>
    public Task EnableVersioningAsync(string bucket, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Put,
            bucket,
            "versioning=",
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
            cancellationToken
        );

    /// <summary>Gives users rights in a bucket, instead of all that were given before.</summary>
    public Task AllowAsync(string bucket, IEnumerable<RadosGatewayGrant> grants, CancellationToken cancellationToken)
    {
        var statements = grants.Select(grant => new
        {
            Effect = "Allow",
            Principal = new { AWS = new[] { grant.User.Arn } },
            Action = grant.Actions,
            Resource = new[] { grant.OnBucket ? $"arn:aws:s3:::{bucket}" : $"arn:aws:s3:::{bucket}/{grant.Prefix}*" },
        });
        var policy = JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements });
        return SendAsync(HttpMethod.Put, bucket, "policy=", policy, cancellationToken);
    }

    /// <summary>Runs <c>radosgw-admin</c>.</summary>
    public Task<string> AdministerAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        ServerProcess.RunAsync(
            "radosgw-admin",
            ["-c", _configuration.File, "-n", "client.rgw.a", .. arguments],
            cancellationToken
        );

    /// <summary>Kills the servers and removes their folder.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }
        if (Directory.Exists(_configuration.Folder))
        {
            Directory.Delete(_configuration.Folder, recursive: true);
        }
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        RequirePrograms("ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "ceph", "monmaptool");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_startTimeout);
        try
        {
            await StartMonitorAsync(patience.Token);
            await StartOsdAsync(patience.Token);
            var gateway = Start("radosgw", "-n", "client.rgw.a");
            await WaitForPortAsync(gateway, _configuration.GatewayPort, patience.Token);
            Owner = await CreateUserAsync("owner", patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"the gateway did not start in {s_startTimeout.TotalSeconds} s: {string.Join('\n', _servers.Select(server => server.Log))}"
            );
        }
    }

    private async Task StartMonitorAsync(CancellationToken cancellationToken)
    {
        var (file, map) = (_configuration.File, _configuration.MonitorMap);
        foreach (var folder in (string[])["mon", "osd", "rgw"])
        {
            Directory.CreateDirectory(Path.Combine(_configuration.Folder, folder));
        }
        await File.WriteAllTextAsync(file, _configuration.ToString(), cancellationToken);
        string[] member =
        [
            "--create",
            "--fsid",
            $"{_configuration.Cluster}",
            "--addv",
            "a",
            _configuration.MonitorAddress,
            map,
        ];
        await ServerProcess.RunAsync("monmaptool", member, cancellationToken);
        await ServerProcess.RunAsync("ceph-mon", ["-c", file, "--mkfs", "-i", "a", "--monmap", map], cancellationToken);
        var monitor = Start("ceph-mon", "-i", "a");
        await WaitForPortAsync(monitor, _configuration.MonitorPort, cancellationToken);
    }

    private async Task StartOsdAsync(CancellationToken cancellationToken)
    {
        var (file, id) = (_configuration.File, $"{Guid.NewGuid()}");
        var number = (await ServerProcess.RunAsync("ceph", ["-c", file, "osd", "new", id], cancellationToken)).Trim();
        string[] make = ["-c", file, "-i", number, "--mkfs", "--osd-uuid", id];
        await ServerProcess.RunAsync("ceph-osd", make, cancellationToken);
        Start("ceph-osd", "-i", number);
    }

    private ServerProcess Start(string program, params IEnumerable<string> arguments)
    {
        var log = Path.Combine(_configuration.Folder, $"{program}.out");
        // The first to start is the last to stop.
        var folder = _servers.Count == 0 ? _configuration.Folder : "";
        var server = ServerProcess.Start(program, ["-f", "-c", _configuration.File, .. arguments], log, folder);
        _servers.Add(server);
        return server;
    }

    private static async Task WaitForPortAsync(ServerProcess server, int port, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port, cancellationToken);
                return;
            }
            catch (SocketException) when (!server.HasExited)
            {
                await Task.Delay(s_poll, cancellationToken);
            }
            catch (SocketException)
            {
                throw new InvalidOperationException($"a server ended before it listened on {port}: {server.Log}");
            }
        }
    }

    private Task SendAsync(
        HttpMethod method,
        string bucket,
        string query,
        string body,
        CancellationToken cancellationToken
    ) => RadosGatewayRequest.SendAsync(Endpoint, Owner, method, bucket, query, body, cancellationToken);

    private static void RequirePrograms(params IEnumerable<string> programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var missing = programs
            .Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            .ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(", ", missing)} not found; apt-get install ceph-mon ceph-osd radosgw ceph-common"
            );
        }
    }
}
