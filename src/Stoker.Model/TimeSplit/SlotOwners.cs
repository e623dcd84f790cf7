using Stoker.Model.Stages;

namespace Stoker.Model.TimeSplit;

/// <summary>
/// Whose tasks filled the slots while a stage of the critical path had some to launch: often its own, but a stage that is submitted beside a long one waits for that. Looks at the tasks of
/// stages only that ran beside another one's stretch.
/// </summary>
internal sealed class SlotOwners
{
    private readonly CriticalSegment[] _segments;
    private readonly int[] _work;
    private readonly AttemptTimes _times;
    private readonly Dictionary<(int Segment, StageAttemptId Stage), long> _heldMs = [];

    private SlotOwners(CriticalSegment[] segments, AttemptTimes times)
    {
        (_segments, _times) = (segments, times);
        _work = [.. Enumerable.Range(0, segments.Length).Where(index => segments[index] is { Cause: CriticalCause.StageWork, Stage: not null })];
    }

    /// <summary>Notes who held the slots in stretches of stage work, and gives them to the stage that held most, where that of the path held less than half.</summary>
    /// <param name="segments">The path in order of time; changed in place.</param>
    /// <param name="runs">All stage attempts that ran.</param>
    /// <param name="times">When their tasks held slots.</param>
    public static void Settle(CriticalSegment[] segments, IEnumerable<StageRun> runs, AttemptTimes times)
    {
        var owners = new SlotOwners(segments, times);
        var stages = new Dictionary<StageAttemptId, StageAttempt>();
        foreach (var run in runs)
        {
            if (owners.IsBesideAnother(run))
            {
                stages[run.Stage.Id] = run.Stage;
            }
        }

        if (stages.Count > 0)
        {
            // Those of the path itself are counted as well, where others ran beside them.
            var onPath = owners._work.Select(index => segments[index].Stage).ToHashSet();
            foreach (var run in runs.Where(run => onPath.Contains(run.Stage.Id)))
            {
                stages[run.Stage.Id] = run.Stage;
            }

            foreach (var stage in stages.Values)
            {
                owners.Count(stage);
            }

            owners.Assign(stages);
        }
    }

    private bool IsBesideAnother(StageRun run)
    {
        for (var at = FirstEndingAfter(run.Start); at < _work.Length && _segments[_work[at]].Start.EpochMilliseconds < run.End; at++)
        {
            if (_segments[_work[at]].Stage != run.Stage.Id)
            {
                return true;
            }
        }

        return false;
    }

    private void Count(StageAttempt stage)
    {
        // Tasks of a stage mostly fall into one stretch: it is summed until another comes.
        var (last, sum) = (-1, 0L);
        for (var row = 0; row < stage.Tasks.Count; row++)
        {
            var (launch, end) = _times.Of(stage, row);
            for (var at = FirstEndingAfter(launch); at < _work.Length && _segments[_work[at]].Start.EpochMilliseconds < end; at++)
            {
                var segment = _segments[_work[at]];
                var held = Math.Min(end, segment.End.EpochMilliseconds) - Math.Max(launch, segment.Start.EpochMilliseconds);
                if (_work[at] != last)
                {
                    Note();
                    (last, sum) = (_work[at], 0);
                }

                sum += Math.Max(0, held);
            }
        }

        Note();

        void Note()
        {
            if (last >= 0)
            {
                _heldMs[(last, stage.Id)] = _heldMs.GetValueOrDefault((last, stage.Id)) + sum;
            }
        }
    }

    private void Assign(Dictionary<StageAttemptId, StageAttempt> stages)
    {
        foreach (var held in _heldMs.GroupBy(each => each.Key.Segment))
        {
            var (segment, all) = (_segments[held.Key], held.Sum(each => each.Value));
            var most = held.MaxBy(each => each.Value).Key.Stage;
            if (all > 0 && held.Any(each => each.Key.Stage != segment.Stage))
            {
                segment = segment with { HeldBy = [.. held.Where(each => each.Value > 0).Select(each => (each.Key.Stage, each.Value / (double)all))] };
                _segments[held.Key] = segment;
            }

            if (most != segment.Stage && 2 * _heldMs.GetValueOrDefault((held.Key, segment.Stage!.Value)) < all)
            {
                // A log that lost events has stages without a job.
                var jobs = stages[most].Jobs;
                _segments[held.Key] = segment with { Stage = most, Job = jobs.Count == 0 || (segment.Job is { } job && jobs.Contains(job)) ? segment.Job : jobs[0] };
            }
        }
    }

    /// <summary>Place in the stretches of work of the first that ends after a time.</summary>
    private int FirstEndingAfter(long time)
    {
        var (low, high) = (0, _work.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _segments[_work[middle]].End.EpochMilliseconds <= time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
