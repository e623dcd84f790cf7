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

    /// <summary>When slots come, ascending; how many of them have come, and how many went.</summary>
    private double[] _comesAt = [];
    private int _slotCount;
    private int _came;
    private int _gone;

    /// <summary>Runs the work.</summary>
    /// <param name="work">What to run.</param>
    /// <param name="timeline">Slots; null for as many as there are tasks, which gives the floor.</param>
    public Replay Run(PlannedWork work, ClusterTimeline? timeline)
    {
        Reset(work, timeline);
        return timeline is { } slots && work.Sharing is not null ? LoopShared(slots.Until) : Loop(timeline is not null, timeline?.Until);
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
        (_slotCount, _came, _gone) = (slots, 0, 0);
        Fit(ref _comesAt, slots);
        timeline?.From.CopyTo(_comesAt, 0);
        Array.Sort(_comesAt, 0, slots);
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
