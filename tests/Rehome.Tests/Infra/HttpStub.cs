using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rehome.Tests.Infra;

/// <summary>
/// A server on a real socket that answers as a test says, byte by byte, so that it can also break off in the middle or
/// never answer.
/// </summary>
internal sealed class HttpStub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<StubRequest, string> _answer;
    private readonly Task _accepting;

    /// <param name="answer">Makes the whole answer; empty for none at all.</param>
    public HttpStub(Func<StubRequest, string> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary><c>http://127.0.0.1:port</c>.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>What arrived, in order.</summary>
    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    /// <summary>An answer with a body whose length is announced.</summary>
    public static string Answer(int status, string body = "", params IEnumerable<string> headers) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}"
        );

    /// <summary>An answer that S3 gives when it refuses.</summary>
    public static string Error(int status, string code, string more = "", params IEnumerable<string> headers) =>
        Answer(
            status,
            $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>said the stub</Message>{more}</Error>",
            headers
        );

    public async ValueTask DisposeAsync()
    {
        // The listener goes last: asked to accept once more when it is closed, it would throw.
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            while (await StubRequest.ReadAsync(stream, _stop.Token) is { } request)
            {
                Requests.Enqueue(request);
                var answer = _answer(request);
                if (answer.Length == 0)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stop.Token);
                if (answer.Contains("Connection: close", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client went away or the test is over.
        }
    }
}
