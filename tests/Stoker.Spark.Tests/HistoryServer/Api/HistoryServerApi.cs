namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Answers requests as Spark's History Server does below <c>/api/v1</c>.</summary>
internal sealed class HistoryServerApi
{
    private readonly ApplicationList _list;
    private readonly ServerVersion _server;
    private readonly Dictionary<LoadedApplication, ApplicationRoutes> _routes = [];

    public HistoryServerApi(IEnumerable<LoadedApplication> applications, ServerVersion server)
    {
        _server = server;
        _list = new ApplicationList(applications, server);
    }

    /// <param name="request">Path and query below <c>/api/v1</c>, such as <c>applications/app-1/jobs?status=failed</c>.</param>
    public RestAnswer Get(string request)
    {
        var (path, query) = request.IndexOf('?') is var at and >= 0 ? (request[..at], new RestQuery(request[(at + 1)..])) : (request, new RestQuery(""));
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        if (parts.Length < 2)
        {
            return parts.Length == 0 ? _list.Get(query) : _list.Find(parts[0]);
        }

        if (_list.Resolve(parts) is not { } found)
        {
            return RestAnswer.NotFound(parts.Length == 2 && !ApplicationRoutes.Names.Contains(parts[1])
                ? $"unknown app {parts[0]}, attempt {parts[1]}"
                : $"no such app: {parts[0]}");
        }

        if (parts.Length == found.PartsUsed)
        {
            return RestAnswer.Of(ApplicationJson.Attempt(found.Attempt, _server));
        }

        if (!_routes.TryGetValue(found.Attempt, out var routes))
        {
            _routes.Add(found.Attempt, routes = new ApplicationRoutes(found.Attempt, _server));
        }

        try
        {
            return routes.Get(parts[found.PartsUsed..], query);
        }
        catch (BadParameterException bad)
        {
            return RestAnswer.BadRequest(bad.Message);
        }
    }
}
