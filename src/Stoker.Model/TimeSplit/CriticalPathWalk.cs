using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Walks back from the application's end: to the job that ended last, in it to the stage that completed last, from its completion to the launch of
/// the task that ended last, on to the stage's submission, to the parent that completed last, and so on to the start.
/// </summary>
internal sealed class CriticalPathWalk
{
    private readonly AttemptTimes _times;
    private readonly IReadOnlyDictionary<StageAttemptId, TaskPhases> _phases;

    /// <summary>Jobs by start, and for each the job that ends last among it and those before. A stage whose job is not in the log stands for one.</summary>
    private readonly List<(long Start, long End, Job? Job, StageRun? Alone)> _jobs;
    private readonly int[] _lastEnding;
    private readonly Dictionary<JobId, StageRuns> _runs = [];
    private readonly List<StageRun> _allRuns = [];

    /// <summary>Segments from the last to the first; whether a stretch before the last task was work or waiting is decided later.</summary>
    private readonly List<CriticalSegment> _segments = [];

    public CriticalPathWalk(Application application, ScopeSpans spans, AttemptTimes times, IReadOnlyDictionary<StageAttemptId, TaskPhases> phases)
    {
        _times = times;
        _phases = phases;
        _jobs = [.. application.Jobs
            .Select(job => (Span: spans.Of(job), Job: job))
            .Where(job => job.Span is { } span && span.End > span.Start)
            .Select(job => (job.Span.GetValueOrDefault().Start, job.Span.GetValueOrDefault().End, (Job?)job.Job, (StageRun?)null))];
        foreach (var stage in application.Stages)
        {
            if ((stage.SubmissionTime ?? stage.FirstTaskLaunchTime) is not { } submitted)
            {
                continue;
            }

            var start = AttemptTimes.Plausible(submitted.EpochMilliseconds);
            var run = new StageRun(stage, start, Math.Max(start, AttemptTimes.Plausible(spans.EndOf(stage))));
            _allRuns.Add(run);
            if (stage.Jobs.Count == 0 && run.End > run.Start)
            {
                _jobs.Add((run.Start, run.End, null, run));
            }

            foreach (var job in stage.Jobs)
            {
                (_runs.TryGetValue(job, out var runs) ? runs : _runs[job] = new StageRuns()).Add(run);
            }
        }

        _jobs.Sort((left, right) => (left.Start, left.Job?.Id.Value ?? int.MaxValue, left.End).CompareTo((right.Start, right.Job?.Id.Value ?? int.MaxValue, right.End)));
        _lastEnding = new int[_jobs.Count];
        for (var index = 1; index < _jobs.Count; index++)
        {
            _lastEnding[index] = _jobs[index].End >= _jobs[_lastEnding[index - 1]].End ? index : _lastEnding[index - 1];
        }

        Walk(spans.Application.Start, spans.Application.End);
    }

    /// <summary>Times whose sums <see cref="Explain"/> needs.</summary>
    public IEnumerable<long> AskedTimes => _segments
        .Where(segment => segment.Cause == CriticalCause.StageWork)
        .SelectMany<CriticalSegment, long>(segment => [segment.Start.EpochMilliseconds, segment.End.EpochMilliseconds]);

    /// <summary>The path, with the causes of stretches before last tasks told by what the cluster did then.</summary>
    public CriticalPath Explain(ClusterSweep sweep)
    {
        var told = new List<CriticalSegment>(_segments.Count);
        for (var index = _segments.Count - 1; index >= 0; index--)
        {
            var segment = _segments[index].Cause == CriticalCause.StageWork ? _segments[index] with { Cause = CauseOf(_segments[index], sweep) } : _segments[index];
            if (told.Count > 0 && told[^1] is { Task: null } before && segment is { Stage: not null, Task: null } && (before.Stage, before.Cause) == (segment.Stage, segment.Cause))
            {
                told[^1] = before with { End = segment.End };
            }
            else
            {
                told.Add(segment);
            }
        }

        CriticalSegment[] segments = [.. told];
        SlotOwners.Settle(segments, _allRuns, _times);
        return new CriticalPath(segments);
    }

    private static CriticalCause CauseOf(CriticalSegment segment, ClusterSweep sweep)
    {
        var sums = sweep.Between(segment.Start.EpochMilliseconds, segment.End.EpochMilliseconds);
        return sums.WaitingForExecutors > Math.Max(sums.Busy, sums.PartlyIdle) ? CriticalCause.WaitingForExecutors
            : sums.Busy >= sums.PartlyIdle || sums.Running > sums.Idle ? CriticalCause.StageWork
            : CriticalCause.WaitingForLaunch;
    }

    private void Walk(long start, long end)
    {
        var time = end;
        while (time > start)
        {
            var index = LastStartedBefore(time);
            if (index < 0)
            {
                Add(start, time, _segments.Count == 0 ? CriticalCause.DriverAfterLastJob : CriticalCause.DriverBeforeFirstJob, null);
                return;
            }

            var job = _jobs[_lastEnding[index]];
            if (job.End < time)
            {
                var from = Math.Max(job.End, start);
                Add(from, time, _segments.Count == 0 ? CriticalCause.DriverAfterLastJob : CriticalCause.DriverBetweenJobs, null);
                time = from;
            }
            else
            {
                time = job.Alone is { } run ? WalkStage(null, run, Math.Max(job.Start, start), time) : WalkJob(job.Job!, Math.Max(job.Start, start), time); // One or the other is there.
            }
        }
    }

    /// <summary>Walks back through a job to its start.</summary>
    private long WalkJob(Job job, long start, long time)
    {
        var run = _runs.TryGetValue(job.Id, out var runs) ? runs.LastBefore(time) : null;
        while (run is not null && time > start)
        {
            time = WalkStage(job.Id, run, Math.Max(run.Start, start), time);
            run = runs!.LastParentBefore(run, time) ?? runs.LastEndedBefore(time); // Not null: there was a run.
        }

        Add(start, time, CriticalCause.DriverInJob, job.Id);
        return start;
    }

    /// <summary>Walks back through a stage to its start; what follows its last task is the driver's.</summary>
    private long WalkStage(JobId? job, StageRun run, long start, long time)
    {
        var completed = Math.Clamp(run.End, start, time);
        var row = LastTask(run.Stage, completed);
        if (row < 0)
        {
            Add(completed, time, CriticalCause.DriverInJob, job);
            Add(start, completed, CriticalCause.StageWork, job, run.Stage);
            return start;
        }

        var (launched, ended) = _times.Of(run.Stage, row);
        var end = Math.Clamp(ended, start, completed);
        var launch = Math.Clamp(launched, start, end);
        Add(end, time, CriticalCause.DriverInJob, job);
        if (launch < end)
        {
            _segments.Add(new CriticalSegment(new Timestamp(launch), new Timestamp(end), CriticalCause.LastTask)
            {
                Job = job,
                Stage = run.Stage.Id,
                Task = run.Stage.Tasks.TaskId(row),
                TaskRow = row,
                TaskPhases = _phases[run.Stage.Id].OfRow(row),
            });
        }

        // Before its first launch a stage can wait for executors or for the slots of others; after it, it works.
        var first = run.Stage.FirstTaskLaunchTime is { } launchedFirst ? Math.Clamp(AttemptTimes.Plausible(launchedFirst.EpochMilliseconds), start, launch) : launch;
        Add(first, launch, CriticalCause.StageWork, job, run.Stage);
        Add(start, first, CriticalCause.StageWork, job, run.Stage);
        return start;
    }

    private void Add(long from, long until, CriticalCause cause, JobId? job, StageAttempt? stage = null)
    {
        if (until > from)
        {
            _segments.Add(new CriticalSegment(new Timestamp(from), new Timestamp(until), cause) { Job = job, Stage = stage?.Id });
        }
    }

    /// <summary>Position of the last job that started before a time, or -1.</summary>
    private int LastStartedBefore(long time)
    {
        var (low, high) = (0, _jobs.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _jobs[middle].Start < time ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    /// <summary>Row of the attempt that ended last before a time, or the one that ran then; -1 when none did.</summary>
    private int LastTask(StageAttempt stage, long time)
    {
        var (last, lastEnd) = (-1, long.MinValue);
        var tasks = stage.Tasks;
        for (var row = 0; row < tasks.Count; row++)
        {
            var (launch, ended) = _times.Of(stage, row);
            var end = Math.Min(ended, time);
            if (launch < time && end > lastEnd)
            {
                (last, lastEnd) = (row, end);
            }
        }

        return last;
    }
}
