using Stoker.Model.Stages;

namespace Stoker.Model.TimeSplit;

/// <summary>The stage attempts that ran for a job, to walk back through: a loop may run ten thousand in one job. Filled first, then asked; not thread safe.</summary>
internal sealed class StageRuns
{
    private readonly List<StageRun> _runs = [];
    private ILookup<StageId, StageRun>? _byStage;

    /// <summary>By end; of equal ends the one that began first is last, and of equal ones the first.</summary>
    private StageRun[]? _byEnd;

    public void Add(StageRun run) => _runs.Add(run);

    /// <summary>The run that reaches nearest to a time of those that began before it; of equals, the one that began first.</summary>
    public StageRun? LastBefore(long time) => LastBefore(_runs, time);

    /// <summary>The same of the parents of a run.</summary>
    public StageRun? LastParentBefore(StageRun child, long time)
    {
        _byStage ??= _runs.ToLookup(run => run.Stage.Id.Stage);
        return LastBefore(child.Stage.Parents.Distinct().OrderBy(parent => parent.Value).SelectMany(parent => _byStage[parent]), time);
    }

    /// <summary>The same of runs that had ended by then.</summary>
    public StageRun? LastEndedBefore(long time)
    {
        _byEnd ??= [.. _runs.AsEnumerable().Reverse().OrderBy(run => run.End).ThenByDescending(run => run.Start)];
        var (low, high) = (0, _byEnd.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _byEnd[middle].End <= time ? (middle + 1, high) : (low, middle);
        }

        // Only one without any length can end by then and not have begun before.
        while (low > 0 && _byEnd[low - 1].Start >= time)
        {
            low--;
        }

        return low > 0 ? _byEnd[low - 1] : null;
    }

    private static StageRun? LastBefore(IEnumerable<StageRun> runs, long time)
    {
        StageRun? last = null;
        foreach (var run in runs)
        {
            if (run.Start < time && (last is null || Math.Min(run.End, time) > Math.Min(last.End, time)
                || (Math.Min(run.End, time) == Math.Min(last.End, time) && run.Start < last.Start)))
            {
                last = run;
            }
        }

        return last;
    }
}
