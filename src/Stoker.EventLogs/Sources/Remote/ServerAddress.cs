namespace Stoker.EventLogs.Sources.Remote;

/// <summary>The address of a History Server, or of one application on it, as a user copies it out of a browser.</summary>
/// <param name="Root">The server, without a slash at its end; a path before <c>/history</c> belongs to a proxy and stays.</param>
/// <param name="AppId">The application; null for all of them.</param>
/// <param name="AttemptId">Its attempt; null for all of them.</param>
internal sealed record ServerAddress(string Root, string? AppId, string? AttemptId)
{
    // Pages of the user interface. In /history/APP/jobs the last part is no attempt; in http://driver:4040/jobs it is no proxy's path.
    private static readonly string[] Pages = ["jobs", "stages", "storage", "environment", "executors", "sql", "streaming", "streamingquery", "connect"];

    /// <summary>Reads an address; null when it is none of http or https.</summary>
    public static ServerAddress? Parse(string source)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return null;
        }
        var path = address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var names = Array.FindLastIndex(path, part => part is "history" or "applications");
        var before = names < 0 ? path : path[..names];
        var after = names < 0 ? [] : path[(names + 1)..].Select(Uri.UnescapeDataString).TakeWhile(part => !IsPage(part) && part != "logs").ToArray();
        var prefix = before.TakeWhile((part, index) => !IsPage(part) && !(part == "api" && before.ElementAtOrDefault(index + 1) == "v1"));
        // Not the authority: a password in the address must not get into messages.
        var root = string.Join('/', [$"{address.Scheme}://{address.Host}:{address.Port}", .. prefix]);
        return new ServerAddress(root, after.ElementAtOrDefault(0), after.ElementAtOrDefault(1));
    }

    /// <summary>Where the server's list of applications is, or what it knows of this one.</summary>
    public Uri List => new($"{Root}/api/v1/applications{(AppId is null ? "" : $"/{Uri.EscapeDataString(AppId)}")}");

    /// <summary>Where the log of this application or attempt is.</summary>
    public Uri Logs => new($"{Root}/api/v1/applications/{Escape(AppId)}{Escape(AttemptId)}logs");

    /// <summary>The page of this application or attempt.</summary>
    public string Page => AppId is null ? Root : $"{Root}/history/{AppId}{(AttemptId is null ? "" : $"/{AttemptId}")}";

    private static bool IsPage(string part) => Pages.Contains(part, StringComparer.OrdinalIgnoreCase);

    private static string Escape(string? part) => part is null ? "" : $"{Uri.EscapeDataString(part)}/";
}
