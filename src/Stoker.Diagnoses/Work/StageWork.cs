using Stoker.Model.Stages;

namespace Stoker.Diagnoses.Work;

/// <summary>
/// What a stage attempt did, summed over the attempts whose result was used. Times in ms, ms since the epoch for points in time.
/// A metric that no task logged counts as 0 here; rules that need to tell ask <see cref="StageAttempt.Totals"/>.
/// </summary>
internal sealed class StageWork
{
    /// <summary>Position among the stages that ran.</summary>
    public required int Index { get; init; }

    /// <summary>The stage attempt.</summary>
    public required StageAttempt Stage { get; init; }

    /// <summary>Submission, or the first launch where that is not logged.</summary>
    public required long StartMs { get; init; }

    /// <summary>Completion; without one, the end of its last task, or of its jobs while it seems to run.</summary>
    public required long EndMs { get; init; }

    /// <summary>When the last attempt was launched: until then tasks were pending.</summary>
    public long LastLaunchMs { get; set; }

    /// <summary>When the task that finished last was launched.</summary>
    public long LastTaskLaunchMs { get; set; }

    /// <summary>Attempts whose result was used, those still running included.</summary>
    public int TaskCount { get; set; }

    /// <summary>Of these, such as read or wrote anything.</summary>
    public int TasksWithData { get; set; }

    /// <summary>Time of attempts whose result was used.</summary>
    public long DurationMs { get; set; }

    /// <summary>Longest of them.</summary>
    public long LongestMs { get; set; }

    /// <summary>Time of attempts whose work was thrown away.</summary>
    public long LostMs { get; set; }

    /// <summary>For how long its slots were taken, in vain or not, ms: what ran in vain did not wait for the last task.</summary>
    public long BusyMs => DurationMs + LostMs;

    /// <summary>Executor run time.</summary>
    public long RunMs { get; set; }

    /// <summary>CPU time.</summary>
    public long CpuMs { get; set; }

    /// <summary>Scheduler delay.</summary>
    public long SchedulerDelayMs { get; set; }

    /// <summary>Deserialization.</summary>
    public long DeserializeMs { get; set; }

    /// <summary>Result serialization.</summary>
    public long ResultSerializationMs { get; set; }

    /// <summary>Fetching results.</summary>
    public long GettingResultMs { get; set; }

    /// <summary>Garbage collection, at most the run time of each task.</summary>
    public long GcMs { get; set; }

    /// <summary>Garbage collection beyond 5 % of the run time, task by task, at most 95 % of it.</summary>
    public long ExcessGcMs { get; set; }

    /// <summary>Waiting for shuffle blocks.</summary>
    public long FetchWaitMs { get; set; }

    /// <summary>Shuffle write.</summary>
    public long ShuffleWriteMs { get; set; }

    /// <summary>Bytes read from storage or cache.</summary>
    public long InputBytes { get; set; }

    /// <summary>Records read from storage or cache.</summary>
    public long InputRecords { get; set; }

    /// <summary>Shuffle bytes read.</summary>
    public long ShuffleReadBytes { get; set; }

    /// <summary>Shuffle records read.</summary>
    public long ShuffleReadRecords { get; set; }

    /// <summary>Shuffle bytes written.</summary>
    public long ShuffleWrittenBytes { get; set; }

    /// <summary>Shuffle records written.</summary>
    public long ShuffleWrittenRecords { get; set; }

    /// <summary>Bytes written to storage.</summary>
    public long OutputBytes { get; set; }

    /// <summary>Size of results.</summary>
    public long ResultBytes { get; set; }

    /// <summary>Memory size of what was spilled.</summary>
    public long MemorySpilledBytes { get; set; }

    /// <summary>Disk size of what was spilled.</summary>
    public long DiskSpilledBytes { get; set; }

    /// <summary>Tasks that spilled to disk.</summary>
    public int SpillingTasks { get; set; }

    /// <summary>Run time of tasks that spilled to disk.</summary>
    public long SpillingRunMs { get; set; }

    /// <summary>Time in Python workers as the time split has it, at most the run time; 0 without Python.</summary>
    public double PythonMs { get; set; }

    /// <summary>Whether <see cref="PythonMs"/> is an upper bound rather than a measure.</summary>
    public bool IsPythonBounded { get; set; }

    /// <summary>Wall time of the stage.</summary>
    public long WallMs => Math.Max(0, EndMs - StartMs);

    /// <summary>Overheads of its tasks together.</summary>
    public long OverheadMs => SchedulerDelayMs + DeserializeMs + ResultSerializationMs + GettingResultMs;

    /// <summary>Time spilling takes: written and read at 200 MB/s by each task, at most 0.8 of the run time of spilling tasks (diagnoses.md 3.3).</summary>
    public double SpillMs => Math.Min(DiskSpilledBytes * 2 / 200_000.0, 0.8 * SpillingRunMs);

    /// <summary>Whether any RDD of its lineage is computed by Python.</summary>
    public bool HasPythonRdd { get; init; }
}
