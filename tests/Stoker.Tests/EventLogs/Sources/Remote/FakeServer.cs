using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stoker.Tests.EventLogs.Sources.Remote;

/// <summary>A web server in this process that answers what a test says.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerRequest, HttpListenerResponse, bool> _answer;

    /// <param name="answer">Writes the answer; false leaves the connection open without an end.</param>
    public FakeServer(Func<HttpListenerRequest, HttpListenerResponse, bool> answer)
    {
        _answer = answer;
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    /// <summary>Answers from a table of paths; anything else is not found.</summary>
    public FakeServer(IReadOnlyDictionary<string, byte[]> pages)
        : this((request, response) => Send(response, pages.GetValueOrDefault(request.Url?.AbsolutePath ?? "")))
    {
    }

    public string Address { get; }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public static bool Send(HttpListenerResponse response, byte[]? content, int status = 200)
    {
        response.StatusCode = content is null ? 404 : status;
        response.Close(content ?? "unknown app"u8.ToArray(), willBlock: true);
        return true;
    }

    public static bool Send(HttpListenerResponse response, string content, int status = 200) => Send(response, Encoding.UTF8.GetBytes(content), status);

    public void Dispose() => _listener.Abort();

    private void Serve()
    {
        try
        {
            while (true)
            {
                var context = _listener.GetContext();
                _answer(context.Request, context.Response);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
