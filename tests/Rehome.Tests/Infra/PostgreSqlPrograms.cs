using System.Diagnostics;

namespace Rehome.Tests.Infra;

/// <summary>Finds PostgreSQL's programs and an account that may run them: the server refuses to run as root.</summary>
internal static class PostgreSqlPrograms
{
    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>, the newest there is.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Folder()
    {
        string[] roots = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr"];
        return roots
                .Where(Directory.Exists)
                .SelectMany(root => Directory.EnumerateDirectories(root, root == "/usr" ? "pgsql*" : "*"))
                .Select(folder => Path.Combine(folder, "bin"))
                .Concat(
                    (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
                )
                .Where(folder =>
                    File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"))
                )
                .OrderByDescending(Version)
                .FirstOrDefault()
            ?? throw new InvalidOperationException(
                "the tests need a PostgreSQL server, and its programs initdb and postgres were not found; "
                    + "install it with: apt-get install postgresql (Debian, Ubuntu) or brew install postgresql (macOS)"
            );
    }

    /// <summary>The account to run as; empty when we are not root.</summary>
    public static string[] Account()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return [];
        }
        var names = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return names.Contains("postgres") ? ["postgres"]
            : names.Contains("nobody") ? ["nobody"]
            : throw new InvalidOperationException(
                "PostgreSQL does not run as root, and there is no user postgres or nobody"
            );
    }

    /// <summary>The beginning of a command that runs as the account.</summary>
    public static string[] As(string[] account) =>
        account is [var name] ? ["setpriv", $"--reuid={name}", $"--regid={GroupOf(name)}", "--init-groups"] : [];

    /// <summary>Gives the folder to the account.</summary>
    public static Task OwnAsync(string[] account, string folder) =>
        account is [var name] ? RunAsync(["chown", "-R", name, folder]) : Task.CompletedTask;

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static async Task RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} failed: {await output}{error}");
        }
    }

    private static string GroupOf(string user) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(fields => fields[0] == user)[3];

    private static int Version(string folder) =>
        int.TryParse(new string([.. folder.Where(char.IsAsciiDigit)]), out var version) ? version : 0;
}
