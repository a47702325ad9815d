using System.Globalization;
using System.Text;

namespace Rehome.Tests.Infra;

/// <summary>A request as it arrived: the target is not decoded.</summary>
internal sealed record StubRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    string Body
)
{
    /// <summary>A header, empty when it is not there.</summary>
    public string this[string name] => Headers.GetValueOrDefault(name, "");

    /// <returns>Null when the client closed the connection.</returns>
    public static async Task<StubRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                return null;
            }
            head.Append((char)one[0]);
        }
        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines
            .Skip(1)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellationToken);
        var request = lines[0].Split(' ');
        return new StubRequest(request[0], request[1], headers, Encoding.UTF8.GetString(body));
    }
}
