using System.Runtime.InteropServices;
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

    /// <summary>For a stage, the jobs that mention it and have not ended, in the order of their start.</summary>
    private readonly Dictionary<int, List<LiveJob>> _liveJobsByStage = [];

    /// <summary>Every stage attempt of the log.</summary>
    private readonly Dictionary<StageAttemptId, LiveStage> _stages = [];

    /// <summary>Those that have not ended, and repetitions of ended ones that a later job mentions.</summary>
    private readonly Dictionary<StageAttemptId, LiveStage> _liveStages = [];

    /// <summary>Those of the live stages that have not been submitted.</summary>
    private readonly Dictionary<StageAttemptId, LiveStage> _pendingStages = [];

    /// <summary>Ends of jobs and stages that came before their starts.</summary>
    private readonly Dictionary<int, JobEnd> _earlyJobEnds = [];
    private readonly Dictionary<StageAttemptId, StageCompleted> _earlyCompletions = [];

    /// <summary>Whether events of several applications come together: what repeats there may be another one's.</summary>
    private bool IsMixed => _applications.Count > 1;

    private void Apply(JobStart start)
    {
        if (_jobs.ContainsKey(start.JobId) && !IsMixed)
        {
            _order.TellTwice(_entry);
            return;
        }

        start = start with { Time = TimeOf(start.Time, "Submission Time") };
        NoteNow(start.Time);
        var job = new LiveJob(start);
        _jobs[start.JobId] = job;
        Forget(start.JobId);
        _liveJobs[start.JobId] = job;
        foreach (var stageId in job.MentionedStages)
        {
            ref var jobs = ref CollectionsMarshal.GetValueRefOrAddDefault(_liveJobsByStage, stageId, out _);
            (jobs ??= []).Add(job);
        }

        foreach (var description in start.Stages)
        {
            var stage = StageOf(description);
            stage.Jobs.Add(job);
            stage.JobIds.Add(job.Id);
            if (stage.Status == StageStatus.Pending)
            {
                _pendingStages[stage.Id] = stage;
            }
        }

        if (job.ExecutionId is { } execution)
        {
            StartSqlJob(ExecutionOf(execution), job, start.Stages);
        }

        if (_earlyJobEnds.Remove(start.JobId, out var end))
        {
            _order.TellMisplaced(_entry);
            Forget(start.JobId);
            job.End(end);
        }
    }

    private void Apply(JobEnd end)
    {
        end = end with { Time = TimeOf(end.Time, "Completion Time") };
        NoteNow(end.Time);
        if (Forget(end.JobId) is not { } job)
        {
            if (!_jobs.ContainsKey(end.JobId))
            {
                _earlyJobEnds[end.JobId] = end;
            }

            return;
        }

        foreach (var stage in _pendingStages.Values.Where(stage => job.Mentions(stage.Id.Stage.Value)).ToArray())
        {
            stage.Status = StageStatus.Skipped;
            job.StageSkipped(stage.Id.Stage.Value, stage.Description.TaskCount);
            _pendingStages.Remove(stage.Id);
            _liveStages.Remove(stage.Id);
        }

        job.End(end);
    }

    /// <summary>Takes a job out of the live ones.</summary>
    private LiveJob? Forget(int jobId)
    {
        if (!_liveJobs.Remove(jobId, out var job))
        {
            return null;
        }

        foreach (var stageId in job.MentionedStages)
        {
            var jobs = _liveJobsByStage[stageId];
            jobs.Remove(job);
            if (jobs.Count == 0)
            {
                _liveJobsByStage.Remove(stageId);
            }
        }

        return job;
    }

    private void Apply(StageSubmitted submitted)
    {
        var description = submitted.Stage.At(TimeOf(submitted.Stage.SubmissionTime, "Submission Time"), submitted.Stage.CompletionTime);
        if (!IsMixed && description.SubmissionTime is { } time && _stages.TryGetValue(description.Id, out var known) && known.Status is not (StageStatus.Pending or StageStatus.Skipped)
            && known.Description.SubmissionTime == time)
        {
            _order.TellTwice(_entry);
            return;
        }

        NoteNow(description.SubmissionTime);
        var stage = StageOf(description);
        stage.Status = StageStatus.Active;
        _pendingStages.Remove(stage.Id);
        stage.Pool = submitted.Properties.Pool ?? "default";
        stage.JobDescription = submitted.Properties.Description;
        stage.Jobs = [.. _liveJobsByStage.GetValueOrDefault(description.Id.Stage.Value) ?? []];
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
        if (_earlyCompletions.Remove(description.Id, out var completed))
        {
            _order.TellMisplaced(_entry);
            Apply(completed);
        }
    }

    private void Apply(StageCompleted completed)
    {
        var description = completed.Stage.At(TimeOf(completed.Stage.SubmissionTime, "Submission Time"), TimeOf(completed.Stage.CompletionTime, "Completion Time"));
        Note(description.SubmissionTime);
        Note(description.CompletionTime);
        if (!_liveStages.TryGetValue(description.Id, out var stage))
        {
            if (!_stages.ContainsKey(description.Id))
            {
                _earlyCompletions[description.Id] = completed;
            }

            return;
        }

        stage.Description = description;
        _pendingStages.Remove(stage.Id);

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
