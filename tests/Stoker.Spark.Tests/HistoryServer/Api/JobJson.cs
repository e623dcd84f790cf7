using System.Text.Json.Nodes;
using Stoker.Model.Jobs;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>Jobs (source: JobData in api.scala).</summary>
internal static class JobJson
{
    public static string StatusOf(Job job) => job.Status switch
    {
        JobStatus.Running => "RUNNING",
        JobStatus.Succeeded => "SUCCEEDED",
        _ => "FAILED",
    };

    public static JsonObject Of(Job job)
    {
        var json = new JsonObject { ["jobId"] = job.Id.Value, ["name"] = job.Name };
        json.AddIfKnown("description", job.Description);
        json.AddIfKnown("submissionTime", SparkDate.Write(job.SubmissionTime));
        json.AddIfKnown("completionTime", SparkDate.Write(job.CompletionTime));
        json["stageIds"] = JsonObjects.Numbers(job.Stages.Select(stage => stage.Value));
        json.AddIfKnown("jobGroup", job.Group);
        json["jobTags"] = JsonObjects.Texts(job.Tags);
        json["status"] = StatusOf(job);
        json["numTasks"] = job.TaskCount;
        json["numActiveTasks"] = job.ActiveTasks;
        json["numCompletedTasks"] = job.CompletedTasks;
        json["numSkippedTasks"] = job.SkippedTasks;
        json["numFailedTasks"] = job.FailedTasks;
        json["numKilledTasks"] = job.KilledTasks;
        json["numCompletedIndices"] = job.CompletedIndices;
        json["numActiveStages"] = job.ActiveStages;
        json["numCompletedStages"] = job.CompletedStages;
        json["numSkippedStages"] = job.SkippedStages;
        json["numFailedStages"] = job.FailedStages;
        json["killedTasksSummary"] = JsonObjects.Map(job.KilledTasksByReason);
        return json;
    }
}
