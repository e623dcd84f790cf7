namespace Stoker.Simulation.Predictions;

/// <summary>What bounds a predicted run.</summary>
public enum Limit
{
    /// <summary>Tasks wait for slots: more of them help.</summary>
    Slots,

    /// <summary>The driver between jobs: planning, listing, collecting, the program's own Python.</summary>
    Driver,

    /// <summary>One task that takes much longer than the others of its stage.</summary>
    LongestTask,

    /// <summary>The chain of stages: each has about one round of tasks.</summary>
    CriticalPath,

    /// <summary>The driver launches tasks one after another.</summary>
    LaunchRate,

    /// <summary>Tasks wait for the CPUs of the one machine that they share: more slots on it do not help.</summary>
    HostCpus,
}
