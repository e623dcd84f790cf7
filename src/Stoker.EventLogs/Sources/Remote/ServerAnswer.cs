using System.Net;
using System.Text;

namespace Stoker.EventLogs.Sources.Remote;

/// <summary>Says what an answer without success means.</summary>
internal static class ServerAnswer
{
    // What Spark says is one line; a proxy's page is not worth more.
    private const int LongestQuote = 200;

    /// <summary>Throws unless the server did what it was asked.</summary>
    /// <exception cref="SourceException">It did not.</exception>
    public static void ThrowIfFailed(HttpResponseMessage response, Stream content, ServerAddress address)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }
        var code = (int)response.StatusCode;
        var said = Quote(content);
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SourceException(SourceErrorKind.NoPermission, address.Page,
                $"the server refuses it ({code}{said})", "Ask for the right to view this application (spark.history.ui.acls, spark.ui.view.acls), or pass the log's path"),
            HttpStatusCode.NotFound when address.AppId is not null => new SourceException(SourceErrorKind.NotFound, address.Page,
                $"the server has no such application ({code}{said})", $"Look for it on {address.Root}; a new log is listed some 10 s after it was written"),
            // Spark's words when a driver is asked for its log.
            HttpStatusCode.ServiceUnavailable when said.Contains("only available through the history server", StringComparison.OrdinalIgnoreCase) => LiveDriver(address),
            _ => new SourceException(SourceErrorKind.Network, address.Page, $"the server answered {code}{said}",
                "Pass a History Server's address such as http://host:18080; if it is one, look at its own log"),
        };
    }

    /// <summary>What answers is a running application.</summary>
    public static SourceException LiveDriver(ServerAddress address) => new(SourceErrorKind.LiveDriver, address.Root,
        "a running application answers there, not a History Server; `stoker watch` will read running applications and does not exist yet",
        "Pass its event log, which can be read while it is written (in spark.eventLog.dir, with spark.eventLog.enabled=true), or the address of a History Server");

    private static string Quote(Stream content)
    {
        var bytes = new byte[LongestQuote];
        var count = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var text = Encoding.UTF8.GetString(bytes, 0, count).ReplaceLineEndings(" ").Trim();
        return text.Length == 0 || text.StartsWith('<') ? "" : $": {text.TrimEnd('.')}";
    }
}
