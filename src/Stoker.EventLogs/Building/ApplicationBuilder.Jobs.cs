using Stoker.EventLogs.Events.Jobs;
using Stoker.EventLogs.Events.Stages;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.EventLogs.Building;

/// <content>Jobs and stages.</content>
internal sealed partial class ApplicationBuilder
{
    private readonly Dictionary<int, LiveJob> _jobs = [];
    private readonly Dictionary<int, LiveJob> _liveJobs = [];

    /// <summary>Every stage attempt of the log.</summary>
    private readonly Dictionary<StageAttemptId, LiveStage> _stages = [];

    /// <summary>Those that have not ended, and repetitions of ended ones that a later job mentions.</summary>
    private readonly Dictionary<StageAttemptId, LiveStage> _liveStages = [];

    private void Apply(JobStart start)
    {
        Note(start.Time);
        var job = new LiveJob(start);
        _jobs[start.JobId] = job;
        _liveJobs[start.JobId] = job;
        foreach (var description in start.Stages)
        {
            var stage = StageOf(description);
            stage.Jobs.Add(job);
            stage.JobIds.Add(job.Id);
        }

        if (job.ExecutionId is { } execution)
        {
            StartSqlJob(ExecutionOf(execution), job, start.Stages);
        }
    }

    private void Apply(JobEnd end)
    {
        Note(end.Time);
        if (!_liveJobs.Remove(end.JobId, out var job))
        {
            return;
        }

        foreach (var stageId in job.StageIds)
        {
            foreach (var stage in _liveStages.Values.Where(stage => stage.Id.Stage.Value == stageId && stage.Status == StageStatus.Pending).ToArray())
            {
                stage.Status = StageStatus.Skipped;
                job.StageEnded(stageId, StageStatus.Skipped, stage.Description.TaskCount);
                _liveStages.Remove(stage.Id);
            }
        }

        job.End(end);
    }

    private void Apply(StageSubmitted submitted)
    {
        var description = submitted.Stage;
        Note(description.SubmissionTime);
        var stage = StageOf(description);
        stage.Status = StageStatus.Active;
        stage.Pool = submitted.Properties.Pool ?? "default";
        stage.JobDescription = submitted.Properties.Description;
        stage.Jobs = [.. _liveJobs.Values.Where(job => job.Mentions(description.Id.Stage.Value))];
        stage.JobIds = [.. stage.Jobs.Select(job => job.Id)];
        foreach (var job in stage.Jobs)
        {
            job.StageSubmitted(description.Id.Stage.Value);
        }

        foreach (var rdd in description.Rdds)
        {
            if (rdd.StorageLevel.IsValid)
            {
                UseOf(rdd, description.Id);
            }
        }

        StartSqlAttempt(description.Id);
    }

    private void Apply(StageCompleted completed)
    {
        var description = completed.Stage;
        Note(description.SubmissionTime);
        Note(description.CompletionTime);
        if (!_liveStages.TryGetValue(description.Id, out var stage))
        {
            return;
        }

        stage.Description = description;

        // Old logs have stages without a submission time that ran all the same (SPARK-20205); only the completion tells.
        stage.Status = description.FailureReason is not null ? StageStatus.Failed
            : description.SubmissionTime is not null ? StageStatus.Complete
            : StageStatus.Skipped;
        foreach (var job in stage.Jobs)
        {
            job.StageEnded(description.Id.Stage.Value, stage.Status, description.TaskCount);
        }

        foreach (var executor in stage.ExcludedExecutors)
        {
            _liveExecutors.GetValueOrDefault(executor)?.ExcludedInStages.Remove(description.Id.Stage.Value);
        }

        if (stage.ActiveTasks == 0)
        {
            _liveStages.Remove(description.Id);
        }
    }

    private LiveStage StageOf(StageDescription description)
    {
        if (_liveStages.TryGetValue(description.Id, out var stage))
        {
            stage.Description = description;
            return stage;
        }

        stage = new LiveStage(description);
        _liveStages.Add(description.Id, stage);

        // A later job may list a stage that has run. The History Server then forgets what ran; we keep it and count the listing for the job only.
        if (!_stages.TryGetValue(description.Id, out var known) || !known.HasTasks)
        {
            _stages[description.Id] = stage;
        }

        return stage;
    }

    private List<StageAttempt> FreezeStages(out Dictionary<int, StageAttempt> lastAttempts)
    {
        var names = new TaskNames([.. _executorNames.Names], [.. _hostNames.Names]);
        List<StageAttempt> stages = [];
        lastAttempts = [];
        foreach (var (id, live) in _stages.OrderBy(pair => pair.Key))
        {
            var stage = live.Freeze(_sqlMetrics.TryGetValue(id, out var metrics) ? metrics.Freeze() : new Dictionary<AccumulatorId, SqlMetricValues>(), names);
            stages.Add(stage);
            if (stage.SubmissionTime is not null || !lastAttempts.ContainsKey(id.Stage.Value))
            {
                lastAttempts[id.Stage.Value] = stage;
            }
        }

        return stages;
    }
}
