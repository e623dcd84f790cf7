using Stoker.Diagnoses.Work;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;

namespace Stoker.Diagnoses.Ledger;

/// <summary>
/// The chain of waits that explains the wall time, walked from the end backwards (diagnoses.md 3.4). Its segments are disjoint and cover the window.
/// </summary>
internal sealed class CriticalPath
{
    private readonly long _startMs;
    private readonly long _endMs;
    private readonly Job[] _jobs;
    private readonly int[] _latestEnding;
    private readonly Dictionary<JobId, List<StageWork>> _stagesOf = [];
    private readonly List<PathSegment> _segments = [];
    private readonly Dictionary<int, long> _stageMs = [];

    private CriticalPath(Application application, IReadOnlyList<StageWork> stages, SlotCurve curve)
    {
        (_startMs, _endMs) = (curve.StartMs, curve.EndMs);
        _jobs = [.. application.Jobs.Where(job => job.SubmissionTime is not null).OrderBy(job => job.SubmissionTime!.Value).ThenBy(job => job.Id)];
        _latestEnding = LatestEnding();
        foreach (var stage in stages)
        {
            foreach (var job in stage.Stage.Jobs)
            {
                (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_stagesOf, job, out _) ??= []).Add(stage);
            }
        }
    }

    /// <summary>Segments in the order of time.</summary>
    public IReadOnlyList<PathSegment> Segments => _segments;

    /// <summary>Walks the path of an application.</summary>
    public static CriticalPath Of(Application application, IReadOnlyList<StageWork> stages, SlotCurve curve)
    {
        var path = new CriticalPath(application, stages, curve);
        path.Walk();
        return path;
    }

    /// <summary>Length of the path inside a stage.</summary>
    public long MillisecondsIn(StageWork stage) => _stageMs.GetValueOrDefault(stage.Index);

    /// <summary>Length of the path outside of stages within a span.</summary>
    public long GapMilliseconds(long fromMs, long toMs)
    {
        long sum = 0;
        foreach (var segment in _segments)
        {
            if (segment.Stage < 0)
            {
                sum += Math.Max(0, Math.Min(toMs, segment.EndMs) - Math.Max(fromMs, segment.StartMs));
            }
        }

        return sum;
    }

    private void Walk()
    {
        var time = _endMs;
        while (time > _startMs)
        {
            var job = LatestJobBefore(time);
            if (job is null || EndOf(job) < time)
            {
                var from = job is null ? _startMs : EndOf(job);
                Add(from, time, PathKind.Gap, -1);
                time = Math.Max(_startMs, from);
                continue;
            }

            time = WalkJob(job, time);
        }

        _segments.Reverse();
    }

    /// <summary>Walks from a time inside a job back to the job's start.</summary>
    private long WalkJob(Job job, long time)
    {
        var start = Math.Max(_startMs, job.SubmissionTime!.Value.EpochMilliseconds);
        IReadOnlyList<StageWork> stages = _stagesOf.GetValueOrDefault(job.Id) ?? [];
        StageWork? reader = null;
        while (time > start)
        {
            var stage = LatestBefore(stages, reader, time);
            if (stage is null)
            {
                Add(start, time, PathKind.BetweenStages, -1);
                return start;
            }

            if (stage.EndMs < time)
            {
                Add(Math.Max(start, stage.EndMs), time, PathKind.BetweenStages, -1);
                time = Math.Max(start, stage.EndMs);
            }

            var begin = Math.Max(start, stage.StartMs);
            var launch = Math.Clamp(stage.LastTaskLaunchMs, begin, time);
            Add(launch, time, PathKind.LastTask, stage.Index);
            Add(begin, launch, PathKind.Area, stage.Index);
            time = begin;
            reader = stage;
        }

        return Math.Max(_startMs, start);
    }

    /// <summary>The stage that a time waited for: of the parents of the reader, or of all, that which ended last.</summary>
    private static StageWork? LatestBefore(IReadOnlyList<StageWork> stages, StageWork? reader, long time)
    {
        StageWork? latest = null;
        foreach (var stage in stages)
        {
            if (stage.StartMs >= time || stage == reader || (reader is not null && !IsWaitedFor(reader.Stage, stage.Stage)))
            {
                continue;
            }

            if (latest is null || Math.Min(stage.EndMs, time) > Math.Min(latest.EndMs, time))
            {
                latest = stage;
            }
        }

        return latest;
    }

    private static bool IsWaitedFor(StageAttempt reader, StageAttempt stage) =>
        reader.Parents.Contains(stage.Id.Stage) || (stage.Id.Stage == reader.Id.Stage && stage.Id.Attempt < reader.Id.Attempt);

    private long EndOf(Job job) => Math.Min(_endMs, job.CompletionTime?.EpochMilliseconds ?? _endMs);

    /// <summary>Among jobs that started before a time, the one that ended last.</summary>
    private Job? LatestJobBefore(long time)
    {
        var (low, high) = (0, _jobs.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _jobs[middle].SubmissionTime!.Value.EpochMilliseconds < time ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : _jobs[_latestEnding[low - 1]];
    }

    private int[] LatestEnding()
    {
        var latest = new int[_jobs.Length];
        for (var index = 1; index < _jobs.Length; index++)
        {
            latest[index] = EndOf(_jobs[index]) >= EndOf(_jobs[latest[index - 1]]) ? index : latest[index - 1];
        }

        return latest;
    }

    private void Add(long fromMs, long toMs, PathKind kind, int stage)
    {
        fromMs = Math.Max(_startMs, fromMs);
        if (toMs <= fromMs)
        {
            return;
        }

        _segments.Add(new PathSegment(fromMs, toMs, kind, stage));
        if (stage >= 0)
        {
            _stageMs[stage] = _stageMs.GetValueOrDefault(stage) + (toMs - fromMs);
        }
    }
}
