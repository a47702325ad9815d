using System.Net;
using System.Net.Sockets;

namespace Rehome.Tests.Infra;

/// <summary>Ports on 127.0.0.1 that nobody listens on at this moment. Whoever uses one tries again when it was taken meanwhile.</summary>
public static class FreePort
{
    /// <summary>Different ports: all are held while the last is looked for.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, port: 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
