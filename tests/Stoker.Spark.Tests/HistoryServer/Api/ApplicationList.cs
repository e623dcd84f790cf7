using System.Text.Json.Nodes;
using Stoker.Model.Units;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>The list of all applications and its filters (source: ApplicationListResource.scala).</summary>
internal sealed class ApplicationList(IEnumerable<LoadedApplication> loaded, ServerVersion server)
{
    /// <summary>Attempts by application: the newest attempt first, applications by the end of that attempt, running ones last.</summary>
    private readonly LoadedApplication[][] _applications =
    [
        .. loaded.GroupBy(attempt => attempt.Application.Id)
            .Select(attempts => attempts.OrderByDescending(attempt => attempt.Application.StartTime).ToArray())
            .OrderByDescending(attempts => EndOf(attempts[0]))
            .ThenByDescending(attempts => attempts[0].Application.Id, StringComparer.Ordinal),
    ];

    public RestAnswer Get(RestQuery query)
    {
        string[] names = ["minDate", "maxDate", "minEndDate", "maxEndDate"];
        foreach (var name in names)
        {
            if (query.Find(name) is { } text && SparkDate.Read(text) is null)
            {
                return RestAnswer.BadRequest($"Couldn't parse date: {text}");
            }
        }

        var states = query.Choices("status");
        var selected = _applications
            .Where(attempts => states.Count == 0 || states.Contains(attempts[0].Application.IsComplete ? "COMPLETED" : "RUNNING"))
            .Where(attempts => attempts.Any(attempt => IsInRange(attempt, query)))
            .Take(Math.Max(0, query.Number("limit", int.MaxValue)));
        return RestAnswer.Of(JsonObjects.List(selected.Select(attempts => ApplicationJson.Of(attempts, server))));
    }

    public RestAnswer Find(string id) => _applications.FirstOrDefault(attempts => attempts[0].Application.Id == id) is { } attempts
        ? RestAnswer.Of(ApplicationJson.Of(attempts, server))
        : RestAnswer.NotFound($"unknown app: {id}");

    /// <summary>The attempt that a path names by its first parts; null when there is none, or when its attempt id is missing from the path.</summary>
    public (LoadedApplication Attempt, int PartsUsed)? Resolve(IReadOnlyList<string> parts)
    {
        var attempts = _applications.FirstOrDefault(attempts => attempts[0].Application.Id == parts[0]);
        var named = parts.Count > 1 ? attempts?.FirstOrDefault(attempt => attempt.Application.AttemptId == parts[1]) : null;
        return named is not null ? (named, 2)
            : attempts?.FirstOrDefault(attempt => attempt.Application.AttemptId is null) is { } only ? (only, 1)
            : null;
    }

    private static Timestamp EndOf(LoadedApplication attempt) => attempt.Application.EndTime ?? SparkDate.Never;

    private static bool IsInRange(LoadedApplication attempt, RestQuery query)
    {
        var (start, end) = (attempt.Application.StartTime, EndOf(attempt));
        var isAfterMinimumEnd = !attempt.Application.IsComplete || Date("minEndDate", "2010-01-01") <= end;
        var isBeforeMaximumEnd = attempt.Application.IsComplete ? end <= Date("maxEndDate", "3000-01-01") : query.Find("maxEndDate") is null;
        return Date("minDate", "2010-01-01") <= start && start <= Date("maxDate", "3000-01-01") && isAfterMinimumEnd && isBeforeMaximumEnd;

        // Dates were checked before, and the defaults are dates.
        Timestamp Date(string name, string otherwise) => SparkDate.Read(query.Find(name) ?? otherwise)!.Value;
    }
}
