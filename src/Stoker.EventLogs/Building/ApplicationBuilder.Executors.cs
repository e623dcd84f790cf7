using System.Globalization;
using Stoker.EventLogs.Events.Applications;
using Stoker.EventLogs.Events.Executors;
using Stoker.Model.Executors;
using Stoker.Model.Stages;

namespace Stoker.EventLogs.Building;

/// <content>Executors, resource profiles and other processes.</content>
internal sealed partial class ApplicationBuilder
{
    /// <summary>Every life in the order of registration.</summary>
    private readonly List<LiveExecutor> _executors = [];
    private readonly Dictionary<string, LiveExecutor> _liveExecutors = [];

    /// <summary>Removed executors that ran for a stage that has not ended: they may still get peaks.</summary>
    private readonly Dictionary<string, LiveExecutor> _deadExecutors = [];
    private readonly Dictionary<int, ResourceProfile> _profiles = [];
    private readonly List<MiscellaneousProcess> _processes = [];
    private int _cpusPerTask = 1;

    /// <summary>Live executors by number of their name, for task events; null where the name is not that of a live one.</summary>
    private readonly List<LiveExecutor?> _liveByName = [];

    private void ApplyTaskCpus(EnvironmentUpdate environment)
    {
        if (environment.Groups.TryGetValue("Spark Properties", out var properties))
        {
            foreach (var (key, value) in properties)
            {
                if (key == "spark.task.cpus" && int.TryParse(value, CultureInfo.InvariantCulture, out var cpus) && cpus > 0)
                {
                    _cpusPerTask = cpus;
                }
            }
        }
    }

    private void Apply(ExecutorAdded added)
    {
        if (!_order.Register(added.ExecutorId, added.Time, _entry) && !IsMixed)
        {
            return;
        }

        added = added with { Time = TimeOf(added.Time, "Timestamp") ?? _previousTime };
        if (_impossible.Cores(added.TotalCores, _entry) is null)
        {
            added = added.WithoutCores();
        }

        NoteNow(added.Time);
        ExecutorOf(added.ExecutorId, added.Time).Register(added, MaxTasksOf(added));
    }

    /// <summary>Slots: cores by cores of a task, less where another resource of the profile limits it (ResourceProfile.scala).</summary>
    private int MaxTasksOf(ExecutorAdded added)
    {
        var profile = _profiles.GetValueOrDefault(added.ResourceProfile);
        var cpus = profile is not null && profile.TaskRequests.TryGetValue("cpus", out var requested) && requested >= 1 ? (int)requested : _cpusPerTask;
        return added.TotalCores / cpus;
    }

    private void Apply(BlockManagerAdded added)
    {
        added = added with { Time = TimeOf(added.Time, "Timestamp") ?? _previousTime };
        Note(added.Time);
        ExecutorOf(added.Id.ExecutorId, added.Time).Register(added with
        {
            MaxMemory = _impossible.Size(added.MaxMemory, "Maximum Memory", _entry) ?? 0,
            MaxOnHeapMemory = _impossible.Size(added.MaxOnHeapMemory, "Maximum Onheap Memory", _entry),
            MaxOffHeapMemory = _impossible.Size(added.MaxOffHeapMemory, "Maximum Offheap Memory", _entry),
        });
    }

    private void Apply(ExecutorRemoved removed)
    {
        removed = removed with { Time = TimeOf(removed.Time, "Timestamp") ?? _previousTime };
        NoteNow(removed.Time);
        if (!_liveExecutors.Remove(removed.ExecutorId, out var executor))
        {
            return;
        }

        SetLive(removed.ExecutorId, null);
        executor.RemoveTime = removed.Time;
        executor.RemoveReason = removed.Reason;
        foreach (var rdd in _rdds.Values)
        {
            rdd.Remove(removed.ExecutorId);
        }

        if (_liveStages.Values.Any(stage => (stage.Description.SubmissionTime ?? 0) < removed.Time))
        {
            _deadExecutors[removed.ExecutorId] = executor;
        }
    }

    private void Apply(ExclusionChanged change)
    {
        var executors = _liveExecutors.Values.Where(executor => change.ExecutorId is { } id ? executor.Id == id : executor.Host == change.Host && executor.Id != "driver");
        if (change.StageId is not { } stageId)
        {
            foreach (var executor in executors)
            {
                executor.SetExcluded(change.IsExcluded, change.Time);
            }

            return;
        }

        var stage = _liveStages.GetValueOrDefault(new StageAttemptId(new StageId(stageId), change.StageAttempt));
        if (change.ExecutorId is { } named)
        {
            stage?.Exclude(named);
        }

        foreach (var executor in executors)
        {
            stage?.Exclude(executor.Id);
            executor.ExcludedInStages.Add(stageId);
        }
    }

    private void Apply(ExecutorMetricsUpdate update)
    {
        foreach (var peak in update.Peaks.Where(peak => PeakCollector.IsPolled(peak.Values)))
        {
            var present = peak.Present;
            _impossible.RemovePeaks(peak.Values, ref present, _entry);
            var executor = _liveExecutors.GetValueOrDefault(update.ExecutorId) ?? (update.IsOfStage ? _deadExecutors.GetValueOrDefault(update.ExecutorId) : null);

            // The event has no time of its own: it was written after what the log tells last.
            executor?.AddMetrics(_times.Last ?? 0, peak.Values, present);
            if (_liveStages.TryGetValue(new StageAttemptId(new StageId(peak.StageId), peak.StageAttempt), out var stage))
            {
                stage.AddPeaks(update.ExecutorId, peak.Values, present);
            }
        }

        foreach (var progress in update.Progress)
        {
            if (_openTasks.TryGetValue(progress.TaskId, out var task) && _sqlMetrics.TryGetValue(task.Stage, out var metrics))
            {
                _impossible.RemoveUpdates(progress.Updates, _entry);
                metrics.Add(task.Index, progress.TaskId, progress.Updates);
            }
        }
    }

    private LiveExecutor ExecutorOf(string id, long addTime)
    {
        if (!_liveExecutors.TryGetValue(id, out var executor))
        {
            executor = new LiveExecutor(id, addTime);
            _liveExecutors.Add(id, executor);
            _executors.Add(executor);
            SetLive(id, executor);
        }

        return executor;
    }

    private LiveExecutor? LiveExecutorOf(int name)
    {
        // Names come one at a time and executors come and go by the thousand: each name is looked up once, and each coming or going sets one entry.
        while (_liveByName.Count <= name)
        {
            _liveByName.Add(_liveExecutors.GetValueOrDefault(_executorNames[_liveByName.Count]));
        }

        return _liveByName[name];
    }

    private void SetLive(string id, LiveExecutor? executor)
    {
        if (_executorNames.TryFind(id, out var name) && name < _liveByName.Count)
        {
            _liveByName[name] = executor;
        }
    }
}
