namespace Stoker.Simulation.Scheduling;

/// <summary>Tasks onto slots, one launch after another.</summary>
internal sealed partial class Scheduler
{
    /// <summary>The slot that can start a task first. An idle one that was used goes before a fresh one: executors reuse threads and Python workers.</summary>
    private (double Start, bool TakesFresh) NextSlot(double now)
    {
        var used = _used.Count > 0 ? Math.Max(now, _used.EarliestFree) : double.PositiveInfinity;
        var fresh = _fresh.Count > 0 ? Math.Max(now, _fresh.EarliestFree) : double.PositiveInfinity;
        return used <= fresh ? (used, false) : (fresh, true);
    }

    /// <summary>Slots that have come and not gone: as many tasks of a stage are the first on theirs.</summary>
    private int SlotsThere(double now)
    {
        if (_policy is not null)
        {
            return _used.Count + _fresh.Count;
        }

        while (_came < _slotCount && _comesAt[_came] <= now)
        {
            _came++;
        }

        return _came - _gone;
    }

    private void LaunchOne(double start, bool takesFresh, double[]? until)
    {
        var from = takesFresh ? _fresh : _used;
        var slot = from.EarliestSlot;
        Release(slot);
        if (until is not null ? start >= until[slot] : IsGivenBack(slot, start))
        {
            from.RemoveEarliest();
            _gone++;
            return;
        }

        var stage = _active[Head()];
        var tasks = _work.TaskMs[stage];
        var driver = tasks[_next[stage]] * _work.DriverShare[stage];
        _driverFree = Math.Max(_driverFree, start) + _work.LaunchMs[stage] + driver;
        var opens = _next[stage] < SlotsThere(start);
        var held = ((tasks[_next[stage]] - driver) * _work.Slowdown[stage]) + (takesFresh ? _work.ColdMs[stage] : opens ? _work.FirstMs[stage] : 0);
        Hold(slot, stage);
        if (_policy is not null)
        {
            var executor = slot / _policy.SlotsPerExecutor;
            _busyUntil[executor] = Math.Max(_busyUntil[executor], _driverFree + held);
        }

        if (takesFresh)
        {
            from.RemoveEarliest();
            _used.Add(_driverFree + held, slot);
        }
        else
        {
            from.HoldEarliest(_driverFree + held);
        }

        Advance(stage, _driverFree + held, held);
    }

    /// <summary>Without a bound of slots every task starts as soon as it is launched, on a slot that was used before.</summary>
    private void LaunchAll(double now)
    {
        var stage = _active[0];
        var tasks = _work.TaskMs[stage];
        var driver = tasks[_next[stage]] * _work.DriverShare[stage];
        _driverFree = Math.Max(_driverFree, now) + _work.LaunchMs[stage] + driver;
        var held = ((tasks[_next[stage]] - driver) * _work.Slowdown[stage]) + _work.FirstMs[stage];
        Advance(stage, _driverFree + held, held);
    }

    private void Advance(int stage, double finish, double held)
    {
        _held += held;
        _stageEnd[stage] = Math.Max(_stageEnd[stage], finish);
        if (++_next[stage] == _work.TaskMs[stage].Length)
        {
            _active.Remove(stage);
            if (_active.Count == 0)
            {
                EndBacklog();
            }

            Schedule(EventKind.StageEnd, stage, _stageEnd[stage] + _work.Program.Stages[stage].EndMs);
        }
    }
}
