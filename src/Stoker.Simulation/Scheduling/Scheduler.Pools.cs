namespace Stoker.Simulation.Scheduling;

/// <summary>Which task set is asked first: FIFO, or by pool.</summary>
internal sealed partial class Scheduler
{
    /// <summary>FIFO: the first. FAIR: the first of the pool with the fewest running tasks (FairSchedulingAlgorithm with equal weights and no minimum share).</summary>
    private int Head()
    {
        if (!_work.Program.IsFair || _active.Count == 1)
        {
            return 0;
        }

        var (best, fewest) = (0, int.MaxValue);
        for (var at = 0; at < _active.Count; at++)
        {
            var running = _runningByPool.GetValueOrDefault(PoolOf(_active[at]));
            if (running < fewest)
            {
                (best, fewest) = (at, running);
            }
        }

        return best;
    }

    private string PoolOf(int stage) => _work.Program.Jobs[_work.JobOfStage[stage]].Pool;

    private void Hold(int slot, int stage)
    {
        if (_work.Program.IsFair)
        {
            _heldBy[slot] = stage;
            _runningByPool[PoolOf(stage)] = _runningByPool.GetValueOrDefault(PoolOf(stage)) + 1;
        }
    }

    private void Release(int slot)
    {
        if (_work.Program.IsFair && _heldBy[slot] is >= 0 and { } stage)
        {
            _runningByPool[PoolOf(stage)]--;
            _heldBy[slot] = -1;
        }
    }
}
