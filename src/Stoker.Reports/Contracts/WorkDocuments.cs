using Stoker.Analyses;
using Stoker.Model.Executors;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Reports.Costs;
using static Stoker.Reports.Contracts.AnalysisDocuments;

namespace Stoker.Reports.Contracts;

/// <summary>Makes the parts of <c>stoker/analysis/1</c> that describe work.</summary>
internal static class WorkDocuments
{
    private const double NanosecondsInMillisecond = 1e6;

    public static SqlExecutionDocument Of(SqlExecution execution, Analysis analysis) => new()
    {
        Id = execution.Id.Value,
        RootId = execution.RootId == execution.Id ? null : execution.RootId.Value,
        Description = execution.Description,
        Status = Camel(execution.Status.ToString()),
        StartTime = Iso(execution.StartTime),
        EndTime = Iso(execution.EndTime),
        Error = Known(execution.ErrorMessage),
        Jobs = [.. execution.Jobs.Select(job => job.Value)],
        Stages = [.. execution.Stages.Select(stage => stage.Value)],
        PlanUpdates = execution.PlanUpdates,
        Time = TimeDocuments.OfKnown(analysis.Time.Of(execution)),
    };

    public static JobDocument Of(Job job, Analysis analysis) => new()
    {
        Id = job.Id.Value,
        Name = job.Name,
        Description = job.Description,
        Group = job.Group,
        CallSite = job.CallSite,
        SqlExecution = job.Execution?.Value,
        Status = Camel(job.Status.ToString()),
        SubmissionTime = Iso(job.SubmissionTime),
        CompletionTime = Iso(job.CompletionTime),
        Failure = Known(job.FailureMessage),
        Stages = [.. job.Stages.Select(stage => stage.Value)],
        Time = TimeDocuments.OfKnown(analysis.Time.Of(job)),
    };

    public static StageDocument Of(StageAttempt stage, Analysis analysis) => new()
    {
        Id = stage.Id.Stage.Value,
        Attempt = stage.Id.Attempt,
        Name = stage.Name,
        Description = stage.Description,
        Status = Camel(stage.Status.ToString()),
        Jobs = [.. stage.Jobs.Select(job => job.Value)],
        Parents = [.. stage.Parents.Select(parent => parent.Value)],
        SubmissionTime = Iso(stage.SubmissionTime),
        FirstTaskLaunchTime = Iso(stage.FirstTaskLaunchTime),
        CompletionTime = Iso(stage.CompletionTime),
        Failure = Known(stage.FailureReason),
        TaskCount = stage.TaskCount,
        TaskAttempts = new TaskAttemptsDocument
        {
            Succeeded = stage.CompletedTasks,
            Failed = stage.FailedTasks,
            Killed = stage.KilledTasks,
            Running = stage.ActiveTasks,
        },
        TaskDuration = StageCost.Of(stage, analysis.Application.EndOrLastEventTime) is { } cost
            ? new TaskDurationDocument { SumMs = cost.TaskTime.Value, MedianMs = cost.MedianTask.Value, MaximumMs = cost.LongestTask.Value }
            : null,
        Totals = Of(stage.Totals),
        Time = TimeDocuments.OfKnown(analysis.Time.Of(stage)),
    };

    public static ExecutorDocument Of(Executor executor) => new()
    {
        Id = executor.Id,
        Host = Known(executor.Host),
        AddTime = executor.AddTime.ToString(),
        RemoveTime = Iso(executor.RemoveTime),
        RemoveReason = Known(executor.RemoveReason),
        IsExcluded = executor.IsExcluded,
        Cores = executor.TotalCores,
        Slots = executor.MaxTasks,
        TaskAttempts = executor.TotalTasks,
        FailedTaskAttempts = executor.FailedTasks,
        TaskMs = executor.TotalDuration.Value,
        GcMs = executor.TotalGcTime.Value,
        InputBytes = executor.TotalInputBytes.Value,
        ShuffleReadBytes = executor.TotalShuffleRead.Value,
        ShuffleWriteBytes = executor.TotalShuffleWrite.Value,
        PeakHeapBytes = executor.Peaks is { IsPolled: true } peaks ? peaks[ExecutorMetric.JVMHeapMemory] : null,
    };

    private static StageTotalsDocument Of(StageTotals totals) => new()
    {
        RunMs = totals[TaskMetric.ExecutorRunTime],
        CpuMs = totals[TaskMetric.ExecutorCpuTime] is { } cpu ? Math.Round(cpu / NanosecondsInMillisecond, 3) : null,
        GcMs = totals[TaskMetric.JvmGcTime],
        InputBytes = totals[TaskMetric.InputBytesRead],
        InputRecords = totals[TaskMetric.InputRecordsRead],
        OutputBytes = totals[TaskMetric.OutputBytesWritten],
        OutputRecords = totals[TaskMetric.OutputRecordsWritten],
        ShuffleReadLocalBytes = totals[TaskMetric.ShuffleLocalBytesRead],
        ShuffleReadRemoteBytes = totals[TaskMetric.ShuffleRemoteBytesRead],
        ShuffleReadRecords = totals[TaskMetric.ShuffleRecordsRead],
        ShuffleWriteBytes = totals[TaskMetric.ShuffleBytesWritten],
        ShuffleWriteRecords = totals[TaskMetric.ShuffleRecordsWritten],
        MemorySpillBytes = totals[TaskMetric.MemoryBytesSpilled],
        DiskSpillBytes = totals[TaskMetric.DiskBytesSpilled],
        ResultBytes = totals[TaskMetric.ResultSize],
    };
}
