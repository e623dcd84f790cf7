namespace Stoker.Simulation.Scheduling;

/// <summary>
/// How many executors are asked for as tasks go on waiting: 1 more, then 2, 4, 8, for as long as each request was wanted in full
/// (ExecutorAllocationManager.addExecutors and updateAndSyncNumExecutorsTarget).
/// </summary>
internal sealed class AllocationRamp(AllocationPolicy policy)
{
    private int _step = 1;
    private bool _hasBegun;

    /// <summary>Executors that are wanted.</summary>
    public int Target { get; private set; } = Math.Clamp(policy.Initial, policy.Least, policy.Most);

    /// <summary>
    /// Tasks begin to wait after a time without: the target had followed the running tasks down, and the ramp starts with one executor again. Before the first tasks the target
    /// stays at what the application starts with (ExecutorAllocationManager.initializing).
    /// </summary>
    /// <param name="running">Tasks that run.</param>
    public void Begin(long running)
    {
        Target = _hasBegun ? Math.Min(Target, Needed(running)) : Target;
        (_hasBegun, _step) = (true, 1);
    }

    /// <summary>Asks again.</summary>
    /// <param name="waiting">Tasks that wait for a slot.</param>
    /// <param name="running">Tasks that run.</param>
    /// <param name="existing">Executors that are registered.</param>
    /// <param name="pending">Executors that were asked for and are on their way.</param>
    /// <returns>How many are asked for beyond both.</returns>
    public int Ask(long waiting, long running, int existing, int pending)
    {
        var needed = Needed(waiting + running);
        if (needed < Target)
        {
            (Target, _step) = (needed, 1);
            return 0;
        }

        var before = Target;
        Target = (int)Math.Clamp(Math.Min(Math.Max(before, existing) + (long)_step, needed), policy.Least, policy.Most);
        var delta = Target - before;
        _step = delta == _step ? _step * 2 : 1;
        return Math.Max(0, Target - existing - pending);
    }

    private int Needed(long tasks) => (int)Math.Clamp((long)Math.Ceiling(tasks * policy.Ratio / policy.SlotsPerExecutor), policy.Least, policy.Most);
}
