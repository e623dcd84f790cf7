using Stoker.Model.Executors;
using Stoker.Model.Stages;

namespace Stoker.Simulation.Programs;

/// <summary>
/// A stage as it is replayed: its parents and what its tasks hold a slot for. All times in milliseconds. Shared by all shapes, never changed.
/// </summary>
internal sealed record ReplayStage
{
    public required StageId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Stages of the program, by position, whose output it reads; those that ran.</summary>
    public required int[] Parents { get; init; }

    /// <summary>Slot time of each task in the order in which Spark launches them, less what the first use of a slot cost.</summary>
    public required float[] WarmMs { get; init; }

    /// <summary>
    /// The same as it would have been, had as many tasks shared their host throughout as did on average (<see cref="AtOnce"/>); absent where tasks do not compute, or
    /// had CPUs of their own.
    /// </summary>
    public float[]? PacedMs { get; init; }

    /// <summary>Tasks on a host while those of the stage ran, on average; at least 1.</summary>
    public double AtOnce { get; init; } = 1;

    /// <summary>Executor run time of each task: what a plain replay puts on the queue.</summary>
    public required float[] RunMs { get; init; }

    /// <summary>Bytes that each task read, from input and shuffle; absent when no task read any.</summary>
    public float[]? InputBytes { get; init; }

    /// <summary>Rows that its tasks read together, from input and shuffle; absent where the log does not tell.</summary>
    public long? RecordsRead { get; init; }

    /// <summary>What the first task on a fresh slot pays beyond its work.</summary>
    public required double ColdMs { get; init; }

    /// <summary>What the first task of the stage on each slot pays beyond its work, the slot being in use: code of the stage that is compiled while it runs.</summary>
    public double FirstMs { get; init; }

    /// <summary>Whether others of its tasks told <see cref="FirstMs"/>; else it is a share of their time.</summary>
    public bool IsFirstTold { get; init; }

    /// <summary>What each of its tasks waits and pays beside its work: hand-over, deserialization, and as much again in the run time of one that runs Python.</summary>
    public double OverheadMs { get; init; }

    /// <summary>CPU time of each of its tasks, where they share a process with the driver (<see cref="CpuTurns"/>).</summary>
    public double OwnCpuMs { get; init; }

    /// <summary>What the driver needs for each of its tasks while no other can be launched.</summary>
    public double LaunchMs { get; init; }

    /// <summary>Share of the slot time of its tasks in which the driver works for them, one after another: local mode, where both are one process.</summary>
    public double DriverShare { get; init; }

    /// <summary>Resource profile of the executors that its tasks may run on.</summary>
    public ResourceProfileId Profile { get; init; }

    /// <summary>Files that it scans, where it scans one source and the log tells them.</summary>
    public InputScan? Scan { get; init; }

    /// <summary>Whether it joins what shuffles bring, by sorting or hashing.</summary>
    public bool JoinsShuffles { get; init; }

    /// <summary>Whether its tasks run Python.</summary>
    public bool RunsPython { get; init; }

    /// <summary>From the last parent's end (or the job's start) to the stage's submission.</summary>
    public required double SubmitMs { get; init; }

    /// <summary>What the driver does between submission and the first launch, for one stage after another: what launches first in a young driver holds up the others.</summary>
    public double PrepareMs { get; init; }

    /// <summary>From the last task's end to the stage's.</summary>
    public required double EndMs { get; init; }

    /// <summary>Slot time of attempts whose work was thrown away.</summary>
    public required double LostMs { get; init; }

    /// <summary>What decides the number of its tasks.</summary>
    public required PartitionRule Partitions { get; init; }

    /// <summary>Share of the CPU that its tasks got while they wanted it, 0 to 1; see <see cref="HostCpu"/>.</summary>
    public double CpuShare { get; init; } = 1;

    /// <summary>How sure it is that they wanted all of the CPU: 0 for tasks that wait, 1 for tasks that others kept from computing.</summary>
    public double CpuCertainty { get; init; }

    /// <summary>How unsure <see cref="CpuShare"/> is, in log time: 0 where the run told it.</summary>
    public double CpuUnsure { get; init; }

    /// <summary>How sure it is that its tasks compute: 0 for tasks that sleep or wait for a service, 1 for those that use the CPU whenever they get it.</summary>
    public double Computes { get; init; } = 1;

    public int TaskCount => WarmMs.Length;

    public double WorkMs { get; init; }
}
