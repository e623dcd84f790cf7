using System.Net;
using System.Net.Sockets;

namespace Stoker.EventLogs.Sources.Remote;

/// <summary>Asks a server, and turns all that can go wrong into sentences. A server that stays silent for too long, at whatever point, counts as unreachable.</summary>
internal sealed class ServerClient : IDisposable
{
    private const int MostRedirections = 5;
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;

    public ServerClient(TimeSpan timeout)
    {
        _timeout = timeout;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = timeout,
            ConnectCallback = ConnectAsync,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            MaxAutomaticRedirections = MostRedirections,
        };
        _http = new HttpClient(handler) { Timeout = timeout };
    }

    /// <summary>Asks for an address.</summary>
    /// <param name="address">What to ask for.</param>
    /// <param name="read">Takes the answer, whatever its status.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <exception cref="SourceException">There is no answer, or it broke off.</exception>
    public T Get<T>(Uri address, Func<HttpResponseMessage, Stream, T> read, CancellationToken cancellationToken)
    {
        var hasBegun = false;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = _http.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            hasBegun = true;
            using var content = response.Content.ReadAsStream(cancellationToken);
            return read(response, content);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silent(address, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw IsTimeout(exception) ? Silent(address, exception) : Broken(address, hasBegun, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // HttpClient's own timeout ends with the headers. This one holds for every read of the body as well.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)_timeout.TotalMilliseconds };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsTimeout(Exception exception) =>
        exception is SocketException { SocketErrorCode: SocketError.TimedOut } or TimeoutException
        || (exception.InnerException is { } inner && IsTimeout(inner));

    private SourceException Silent(Uri address, Exception exception) => new(SourceErrorKind.Network, address.AbsoluteUri,
        $"the server stayed silent for {_timeout.TotalSeconds:0.#} s",
        "Try again; a History Server that has just started answers once it has listed its logs. Or pass the log's path instead", exception);

    private static SourceException Broken(Uri address, bool hasBegun, Exception exception)
    {
        var said = (exception.InnerException ?? exception).Message.TrimEnd('.');
        if (hasBegun)
        {
            return new SourceException(SourceErrorKind.Network, address.AbsoluteUri, $"the answer broke off ({said})",
                "Try again; if it breaks off at the same place, look at the History Server's own log", exception);
        }
        var remedy = exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            ? "Check whether the server speaks https on this port, and whether its certificate is trusted on this machine"
            : "Check host and port (a History Server listens on 18080 unless told otherwise) and whether it can be reached from here";
        return new SourceException(SourceErrorKind.Network, address.AbsoluteUri, $"it cannot be reached ({said})", remedy, exception);
    }
}
