namespace Stoker.Simulation.Scheduling;

/// <summary>
/// Tasks that share the CPUs of their hosts: each runs at a pace that follows how many run at the time, so that its end is not known when it is launched.
/// </summary>
internal sealed partial class Scheduler
{
    /// <summary>Tasks that were launched, and begin when the driver is done with them: in the order of their times.</summary>
    private readonly Queue<(double Start, int Slot, int Stage, double Ms)> _launched = new();

    private readonly List<SharedStage> _sharing = [];
    private readonly Stack<SharedStage> _spare = new();
    private double _hosts = 1;
    private int _running;
    private int[] _ended = [];

    /// <summary>Tasks that hold slots of a host, those among them that wait for the driver: the log tells them no other way.</summary>
    private double OnHost => Math.Max(1, (_running + _launched.Count) / _hosts);

    /// <summary>Events, launches, beginnings and ends in the order of their times, until there are none.</summary>
    private Replay LoopShared(double[] until)
    {
        ResetShared();
        var now = 0.0;
        while (true)
        {
            var (first, finish) = NextEnd(now);
            var begin = _launched.TryPeek(out var launched) ? Math.Max(now, launched.Start) : double.PositiveInfinity;
            var (launch, takesFresh) = _active.Count > 0 && _used.Count + _fresh.Count > 0 ? NextSlot(now) : (double.PositiveInfinity, false);
            var change = _events.TryPeek(out var next, out var when) ? Math.Max(now, when.Time) : double.PositiveInfinity;
            var earliest = Math.Min(Math.Min(finish, begin), Math.Min(launch, change));
            if (double.IsPositiveInfinity(earliest))
            {
                return Result(_active.Count == 0);
            }

            Advance(earliest - now);
            now = earliest;
            if (finish <= earliest)
            {
                EndTask(first, now);
            }
            else if (begin <= earliest)
            {
                BeginTask(_launched.Dequeue());
            }
            else if (launch <= earliest)
            {
                LaunchShared(now, takesFresh, until);
            }
            else
            {
                _events.Dequeue();
                Handle(next.Kind, next.Id, now);
            }
        }
    }

    private void ResetShared()
    {
        (_running, _hosts) = (0, _work.Hosts);
        _launched.Clear();
        foreach (var stage in _sharing)
        {
            _spare.Push(stage);
        }

        _sharing.Clear();
        Fit(ref _ended, _work.TaskMs.Length);
    }

    private (SharedStage? First, double Time) NextEnd(double now)
    {
        var (first, time) = ((SharedStage?)null, double.PositiveInfinity);
        foreach (var stage in _sharing)
        {
            if (stage.Count > 0 && now + stage.UntilFirst(OnHost) is var end && end < time)
            {
                (first, time) = (stage, end);
            }
        }

        return (first, time);
    }

    private void Advance(double ms)
    {
        if (ms <= 0)
        {
            return;
        }

        _held += ms * (_running + _launched.Count);
        foreach (var stage in _sharing)
        {
            stage.Advance(ms, OnHost);
        }
    }

    private void LaunchShared(double now, bool takesFresh, double[] until)
    {
        var from = takesFresh ? _fresh : _used;
        var slot = from.EarliestSlot;
        from.RemoveEarliest();
        if (now >= until[slot])
        {
            _gone++;
            return;
        }

        var stage = _active[Head()];
        var ms = _work.TaskMs[stage][_next[stage]];
        var driver = ms * _work.DriverShare[stage];
        _driverFree = Math.Max(_driverFree, now) + _work.LaunchMs[stage] + driver;
        var extra = takesFresh ? _work.ColdMs[stage] : _next[stage] < SlotsThere(now) ? _work.FirstMs[stage] : 0;
        Hold(slot, stage);
        _launched.Enqueue((_driverFree, slot, stage, ms - driver + AtPace(stage, extra)));
        if (++_next[stage] == _work.TaskMs[stage].Length)
        {
            _active.Remove(stage);
        }
    }

    /// <summary>First uses are known for the number of slots that have them at once: they take that long whatever the pace of the tasks.</summary>
    private double AtPace(int stage, double ms)
    {
        if (ms <= 0 || _work.Sharing?[stage] is not { } sharing)
        {
            return ms;
        }

        var together = Math.Min(SlotsThere(_driverFree), _running + _launched.Count + _work.TaskMs[stage].Length - _next[stage]);
        return ms / sharing.Slowdown(Math.Max(1, together / _hosts));
    }

    private void BeginTask((double Start, int Slot, int Stage, double Ms) task)
    {
        SharedOf(task.Stage).Add(task.Slot, task.Ms);
        _running++;
    }

    private SharedStage SharedOf(int stage)
    {
        foreach (var each in _sharing)
        {
            if (each.Stage == stage)
            {
                return each;
            }
        }

        var shared = _spare.Count > 0 ? _spare.Pop() : new SharedStage();
        shared.Begin(stage, _work.Sharing?[stage]);
        _sharing.Add(shared);
        return shared;
    }

    private void EndTask(SharedStage? shared, double now)
    {
        var (slot, stage) = (shared!.FirstSlot, shared.Stage); // there is an end only where there is a stage
        shared.RemoveFirst();
        _running--;
        Release(slot);
        _used.Add(now, slot);
        if (++_ended[stage] == _work.TaskMs[stage].Length)
        {
            _sharing.Remove(shared);
            _spare.Push(shared);
            Schedule(EventKind.StageEnd, stage, now + _work.Program.Stages[stage].EndMs);
        }
    }
}
