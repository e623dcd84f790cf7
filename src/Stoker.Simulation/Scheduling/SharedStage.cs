using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Scheduling;

/// <summary>
/// The running tasks of a stage whose pace depends on how many run: a clock that goes slower the more there are, and for each task the time of that clock at which
/// it ends. All tasks of a stage go at one pace, so that a change of it moves none before another. Kept and used again: no task allocates.
/// </summary>
internal sealed class SharedStage
{
    private readonly SlotHeap _tasks = new();
    private CpuSharing? _sharing;
    private double _clock;
    private double _slowdown = 1;
    private double _onHost;

    /// <summary>The stage; -1 while it is not in use.</summary>
    public int Stage { get; private set; } = -1;

    public int Count => _tasks.Count;

    /// <summary>The slot of the task that ends first.</summary>
    public int FirstSlot => _tasks.EarliestSlot;

    /// <summary>Begins with a stage.</summary>
    public void Begin(int stage, CpuSharing? sharing)
    {
        (Stage, _sharing, _clock, _slowdown, _onHost) = (stage, sharing, 0, 1, -1);
        _tasks.Clear(0);
    }

    public void End() => Stage = -1;

    /// <summary>A task begins.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="ms">What it takes at the pace of the run.</param>
    public void Add(int slot, double ms) => _tasks.Add(_clock + ms, slot);

    /// <summary>The first task has ended.</summary>
    public void RemoveFirst() => _tasks.RemoveEarliest();

    /// <summary>From now to the end of the first task if as many go on running on a host, in ms.</summary>
    public double UntilFirst(double onHost) => Math.Max(0, _tasks.EarliestFree - _clock) * SlowdownAt(onHost);

    /// <summary>Time goes by while so many tasks run on a host.</summary>
    public void Advance(double ms, double onHost) => _clock += ms / SlowdownAt(onHost);

    private double SlowdownAt(double onHost)
    {
        if (_sharing is not null && onHost != _onHost)
        {
            (_slowdown, _onHost) = (_sharing.Slowdown(onHost), onHost);
        }

        return _slowdown;
    }
}
