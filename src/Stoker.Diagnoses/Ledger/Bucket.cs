namespace Stoker.Diagnoses.Ledger;

/// <summary>What a slot did, or why it did nothing. The first are time of attempts whose result was used.</summary>
internal enum Bucket
{
    /// <summary>Waiting for shuffle data.</summary>
    FetchWait,

    /// <summary>Garbage collection.</summary>
    GarbageCollection,

    /// <summary>In a Python worker, or waiting for one.</summary>
    Python,

    /// <summary>Writing and reading spilled data; estimated.</summary>
    Spill,

    /// <summary>Writing shuffle data.</summary>
    ShuffleWrite,

    /// <summary>The rest of the run time.</summary>
    Compute,

    /// <summary>Scheduler delay, deserialization, result serialization and fetch.</summary>
    Overhead,

    /// <summary>Attempts whose work was thrown away.</summary>
    Lost,

    /// <summary>A slot was free while the stage ran and no task was pending.</summary>
    IdleTail,

    /// <summary>A slot was free while a task was pending.</summary>
    IdleWait,

    /// <summary>A slot was free during active stages, and was not needed within half a minute either.</summary>
    IdleSurplus,

    /// <summary>No stage was active.</summary>
    IdleGap,

    /// <summary>Before the first stage, or after the last.</summary>
    IdleRamp,
}
