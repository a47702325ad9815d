using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Rehome.Tests.Infra;

/// <summary>
/// A real PostgreSQL server in a folder of its own, on a free port and a socket in that folder. It ends with the
/// process that started it, however that ends, and takes its folder with it. The administrator is <c>postgres</c>.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Password = "admin-secret";
    private const int StartTries = 3;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Waits beside the server for its standard input to close, which it does when the starter is gone.</summary>
    private const string Guard = """
        exec 3<&0
        "$1/postgres" -D "$2/data" -p "$3" -k "$2" -h 127.0.0.1 \
            -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200 \
            > "$2/server.log" 2>&1 3<&- &
        server=$!
        { read _; touch "$2/stopped"; kill -INT $server; } <&3 &
        reader=$!
        wait $server
        if [ -e "$2/stopped" ]; then rm -rf "$2"; else kill $reader; fi
        """;

    private readonly Process _guard;

    private PostgreSqlServer(Process guard, string folder, int port)
    {
        _guard = guard;
        Folder = folder;
        Port = port;
    }

    /// <summary>Holds the data, the log <c>server.log</c> and the Unix socket.</summary>
    public string Folder { get; }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The administrator's URL of the database <c>postgres</c>.</summary>
    public string AdminUrl => Url("postgres");

    /// <summary>The administrator's URL of a database.</summary>
    public string Url(string database) => Url(database, "postgres", Password);

    /// <summary>A user's URL of a database.</summary>
    public string Url(string database, string user, string password) =>
        $"postgres://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}/{Uri.EscapeDataString(database)}";

    /// <summary>Makes and starts a server; some three seconds.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; the message holds its log.</exception>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        for (var tries = 1; ; tries++)
        {
            var folder = Directory.CreateTempSubdirectory("rehome-pg-").FullName;
            try
            {
                var account = PostgreSqlPrograms.Account();
                var programs = PostgreSqlPrograms.Folder();
                await InitializeAsync(account, programs, folder);
                return await LaunchAsync(account, programs, folder);
            }
            catch (InvalidOperationException error)
                when (tries < StartTries && error.Message.Contains("in use", StringComparison.Ordinal))
            {
                Remove(folder);
            }
            catch
            {
                Remove(folder);
                throw;
            }
        }
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>The administrator's URL of it.</returns>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await ExecuteAsync("postgres", $"CREATE DATABASE \"{name}\"");
        return Url(name);
    }

    /// <summary>Runs SQL as the administrator.</summary>
    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of all rows, as the administrator sees them.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
        {
            values.Add(await reader.GetFieldValueAsync<T>(0));
        }
        return values;
    }

    /// <summary>An open connection of the administrator, for tests that hold a lock or a transaction.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = "postgres",
            Password = Password,
            Database = database,
            Pooling = false,
        };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopTimeout);
        await _guard.WaitForExitAsync(patience.Token);
        _guard.Dispose();
    }

    private static async Task InitializeAsync(string[] account, string programs, string folder)
    {
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, Password);
        await PostgreSqlPrograms.OwnAsync(account, folder);
        string[] command =
        [
            .. PostgreSqlPrograms.As(account),
            $"{programs}/initdb",
            .. new[] { "-D", $"{folder}/data", "-U", "postgres", "-A", "scram-sha-256" },
            .. new[] { "--pwfile", secret, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions" },
        ];
        await PostgreSqlPrograms.RunAsync(command);
    }

    private static async Task<PostgreSqlServer> LaunchAsync(string[] account, string programs, string folder)
    {
        var port = FreePort();
        string[] command = [.. PostgreSqlPrograms.As(account), "sh", "-c", Guard, "sh", programs, folder, $"{port}"];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        var server = new PostgreSqlServer(Process.Start(start)!, folder, port);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = await server.ConnectAsync("postgres");
                return server;
            }
            catch (NpgsqlException) when (!server._guard.HasExited && watch.Elapsed < StartTimeout)
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException error)
            {
                var log = await File.ReadAllTextAsync(Path.Combine(folder, "server.log"));
                await server.DisposeAsync();
                throw new InvalidOperationException($"PostgreSQL did not start in {folder}: {log}", error);
            }
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
