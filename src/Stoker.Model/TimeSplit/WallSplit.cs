using Stoker.Model.Units;

namespace Stoker.Model.TimeSplit;

/// <summary>Wall time of a scope in four parts without overlap.</summary>
/// <param name="DriverOnly">No task runs and none waits for a slot.</param>
/// <param name="WaitingForExecutors">Tasks wait and there is no slot at all, since executors are not (yet, or any more) there.</param>
/// <param name="PartlyIdle">Tasks run, or are about to, on fewer slots than there are.</param>
/// <param name="Busy">All slots run tasks.</param>
public sealed record WallSplit(Milliseconds DriverOnly, Milliseconds WaitingForExecutors, Milliseconds PartlyIdle, Milliseconds Busy)
{
    /// <summary>The whole.</summary>
    public Milliseconds Total => DriverOnly + WaitingForExecutors + PartlyIdle + Busy;
}
