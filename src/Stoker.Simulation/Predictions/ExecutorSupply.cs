namespace Stoker.Simulation.Predictions;

/// <summary>How executors are there in an answer.</summary>
internal enum ExecutorSupply
{
    /// <summary>As in the run.</summary>
    Recorded,

    /// <summary>As they came first, and then throughout.</summary>
    Arriving,

    /// <summary>As tasks wait.</summary>
    Allocated,
}
