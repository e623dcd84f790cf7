namespace Stoker.Simulation.Scheduling;

/// <summary>
/// Replays work on slots as Spark's scheduler would: stages are submitted as their last parent ends, task sets are served in FIFO order (job, then
/// stage: FIFOSchedulingAlgorithm) or by pool (FAIR), tasks in index order, and one driver launches one task after another
/// (CoarseGrainedSchedulerBackend). Arrays are kept from run to run, and no task allocates. One instance for each thread.
/// </summary>
internal sealed partial class Scheduler
{
    /// <summary>Slots that ran a task before.</summary>
    private readonly SlotHeap _used = new();

    /// <summary>Slots that did not.</summary>
    private readonly SlotHeap _fresh = new();

    private readonly PriorityQueue<(EventKind Kind, int Id), (double Time, long Order)> _events = new();
    private readonly List<int> _active = [];
    private readonly Dictionary<string, int> _runningByPool = new(StringComparer.Ordinal);

    private PlannedWork _work = null!; // set at the start of each run
    private int[] _heldBy = [];
    private int[] _next = [];
    private double[] _stageEnd = [];
    private int[] _missingParents = [];
    private int[] _missingStages = [];
    private double[] _jobEnd = [];
    private double _driverFree;
    private double _prepareFree;
    private double _held;
    private long _order;

    private enum EventKind
    {
        JobReady,
        StageSubmitted,
        StageReady,
        StageEnd,
        JobEnd,
        ExecutorCame,
        Backlog,
    }

    /// <summary>Runs the work.</summary>
    /// <param name="work">What to run.</param>
    /// <param name="timeline">Slots; null for as many as there are tasks, which gives the floor.</param>
    public Replay Run(PlannedWork work, ClusterTimeline? timeline)
    {
        Reset(work, timeline);
        return Loop(timeline is not null, timeline?.Until);
    }

    /// <summary>Events and launches in the order of their times, until there are neither.</summary>
    private Replay Loop(bool isBounded, double[]? until)
    {
        var now = 0.0;
        while (true)
        {
            var canLaunch = _active.Count > 0 && (!isBounded || _used.Count + _fresh.Count > 0);
            var (start, takesFresh) = !canLaunch ? (double.PositiveInfinity, false) : isBounded ? NextSlot(now) : (now, false);

            // What became ready first is offered the free slots before the next of the same instant is looked at, as submitTasks does.
            if (_events.TryPeek(out var next, out var when) && (when.Time < start || !canLaunch))
            {
                _events.Dequeue();
                now = Math.Max(now, when.Time);
                Handle(next.Kind, next.Id, now);
            }
            else if (!canLaunch)
            {
                return Result(_active.Count == 0);
            }
            else if (isBounded)
            {
                LaunchOne(start, takesFresh, until);
            }
            else
            {
                LaunchAll(now);
            }
        }
    }

    private void Reset(PlannedWork work, ClusterTimeline? timeline)
    {
        _work = work;
        var program = work.Program;
        (_driverFree, _prepareFree, _held, _order) = (0, 0, 0, 0);
        _events.Clear();
        _active.Clear();
        _runningByPool.Clear();
        Fit(ref _next, program.Stages.Count);
        Fit(ref _stageEnd, program.Stages.Count);
        Fit(ref _missingParents, program.Stages.Count);
        Fit(ref _missingStages, program.Jobs.Count);
        Fit(ref _jobEnd, program.Jobs.Count);
        var slots = timeline?.Slots ?? 0;
        Fit(ref _heldBy, slots);
        _heldBy.AsSpan(0, slots).Fill(-1);
        _used.Clear(slots);
        _fresh.Clear(slots);
        for (var slot = 0; slot < slots; slot++)
        {
            _fresh.Add(timeline!.Value.From[slot], slot);
        }

        for (var job = 0; job < program.Jobs.Count; job++)
        {
            _missingStages[job] = program.Jobs[job].Stages.Length;
            if (program.Jobs[job].After < 0)
            {
                Schedule(EventKind.JobReady, job, program.Jobs[job].GapMs);
            }
        }

        for (var stage = 0; stage < program.Stages.Count; stage++)
        {
            _missingParents[stage] = program.Stages[stage].Parents.Length;
        }
    }

    private static void Fit<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            array = new T[length];
        }

        array.AsSpan(0, length).Clear();
    }

    private void Schedule(EventKind kind, int id, double time) => _events.Enqueue((kind, id), (time, _order++));

    private void Handle(EventKind kind, int id, double now)
    {
        var program = _work.Program;
        switch (kind)
        {
            case EventKind.JobReady:
                foreach (var stage in program.Jobs[id].Stages)
                {
                    if (_missingParents[stage] == 0)
                    {
                        Schedule(EventKind.StageSubmitted, stage, now + program.Stages[stage].SubmitMs);
                    }
                }

                if (_missingStages[id] == 0)
                {
                    Schedule(EventKind.JobEnd, id, now + program.Jobs[id].EndMs);
                }

                break;
            case EventKind.StageSubmitted:
                // One event loop of the driver prepares one stage after another (DAGScheduler.submitMissingTasks).
                _prepareFree = Math.Max(_prepareFree, now) + program.Stages[id].PrepareMs;
                Schedule(EventKind.StageReady, id, _prepareFree);
                break;
            case EventKind.StageReady when _work.TaskMs[id].Length == 0:
                Schedule(EventKind.StageEnd, id, now);
                break;
            case EventKind.StageReady:
                Activate(id);
                BeginBacklog(now);
                break;
            case EventKind.StageEnd:
                EndStage(id, now);
                break;
            case EventKind.ExecutorCame:
                Arrive(id, now);
                break;
            case EventKind.Backlog:
                Ramp(id, now);
                break;
            case EventKind.JobEnd:
                _jobEnd[id] = now;
                foreach (var follower in _work.Followers[id])
                {
                    Schedule(EventKind.JobReady, follower, now + program.Jobs[follower].GapMs);
                }

                break;
        }
    }

    private void EndStage(int stage, double now)
    {
        _stageEnd[stage] = now;
        var job = _work.JobOfStage[stage];
        foreach (var child in _work.Children[stage])
        {
            if (--_missingParents[child] == 0)
            {
                Schedule(EventKind.StageSubmitted, child, now + _work.Program.Stages[child].SubmitMs);
            }
        }

        if (--_missingStages[job] == 0)
        {
            Schedule(EventKind.JobEnd, job, now + _work.Program.Jobs[job].EndMs);
        }
    }

    /// <summary>Keeps task sets in FIFO order: jobs by submission, stages of one by id.</summary>
    private void Activate(int stage)
    {
        var at = _active.Count;
        while (at > 0 && IsBefore(stage, _active[at - 1]))
        {
            at--;
        }

        _active.Insert(at, stage);
    }

    private bool IsBefore(int left, int right)
    {
        var (leftJob, rightJob) = (_work.JobOfStage[left], _work.JobOfStage[right]);
        return leftJob != rightJob
            ? _work.Program.Jobs[leftJob].Id < _work.Program.Jobs[rightJob].Id
            : _work.Program.Stages[left].Id.Value < _work.Program.Stages[right].Id.Value;
    }

    /// <summary>The slot that can start a task first. An idle one that was used goes before a fresh one: executors reuse threads and Python workers.</summary>
    private (double Start, bool TakesFresh) NextSlot(double now)
    {
        var used = _used.Count > 0 ? Math.Max(now, _used.EarliestFree) : double.PositiveInfinity;
        var fresh = _fresh.Count > 0 ? Math.Max(now, _fresh.EarliestFree) : double.PositiveInfinity;
        return used <= fresh ? (used, false) : (fresh, true);
    }

    private void LaunchOne(double start, bool takesFresh, double[]? until)
    {
        var from = takesFresh ? _fresh : _used;
        var slot = from.EarliestSlot;
        Release(slot);
        if (until is not null ? start >= until[slot] : IsGivenBack(slot, start))
        {
            from.RemoveEarliest();
            return;
        }

        var stage = _active[Head()];
        var tasks = _work.TaskMs[stage];
        var driver = tasks[_next[stage]] * _work.DriverShare[stage];
        _driverFree = Math.Max(_driverFree, start) + _work.LaunchMs[stage] + driver;
        var opens = _next[stage] < _used.Count + _fresh.Count;
        var held = tasks[_next[stage]] - driver + (takesFresh ? _work.ColdMs[stage] : opens ? _work.FirstMs[stage] : 0);
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
        var held = tasks[_next[stage]] - driver + _work.FirstMs[stage];
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

    private Replay Result(bool isFinished)
    {
        var jobs = _work.Program.Jobs.Count;
        var last = jobs == 0 ? 0 : _jobEnd.AsSpan(0, jobs).ToArray().Max();
        return new Replay
        {
            SpanMs = last + _work.Program.TailMs,
            StageEndMs = _stageEnd[.._work.Program.Stages.Count],
            JobEndMs = _jobEnd[..jobs],
            HeldMs = _held,
            IsFinished = isFinished,
        };
    }
}
