using System.Text.Json.Nodes;
using Stoker.Model;
using Stoker.Model.Units;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Applications with their attempts (source: ApplicationInfo in api.scala).</summary>
internal static class ApplicationJson
{
    /// <param name="attempts">All attempts of one application, the newest first.</param>
    /// <param name="server">Version to answer as.</param>
    public static JsonObject Of(IReadOnlyList<LoadedApplication> attempts, ServerVersion server) => new()
    {
        ["id"] = attempts[0].Application.Id,
        ["name"] = attempts[0].Application.Name,
        ["attempts"] = JsonObjects.List(attempts.Select(attempt => Attempt(attempt, server))),
    };

    public static JsonObject Attempt(LoadedApplication loaded, ServerVersion server)
    {
        var application = loaded.Application;
        var end = application.EndTime ?? SparkDate.Never;
        var json = new JsonObject();
        json.AddIfKnown("attemptId", application.AttemptId);
        json["startTime"] = SparkDate.Write(application.StartTime);
        json["endTime"] = SparkDate.Write(end);
        json["lastUpdated"] = SparkDate.Write(loaded.LastUpdated);
        json["duration"] = application.EndTime is { } ended ? (ended - application.StartTime).Value : 0;
        json["sparkUser"] = application.User;
        json["completed"] = application.IsComplete;
        json["appSparkVersion"] = application.SparkVersion;
        if (server.HasExitCode)
        {
            json.AddIfKnown("exitCode", application.ExitCode);
        }

        if (server.HasLogSource)
        {
            json["logSourceName"] = loaded.Directory;
            json["logSourceFullPath"] = loaded.Directory;
        }

        json["startTimeEpoch"] = application.StartTime.EpochMilliseconds;
        json["endTimeEpoch"] = end.EpochMilliseconds;
        json["lastUpdatedEpoch"] = loaded.LastUpdated.EpochMilliseconds;
        return json;
    }
}
