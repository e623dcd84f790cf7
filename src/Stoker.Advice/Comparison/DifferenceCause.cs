namespace Stoker.Advice.Comparison;

/// <summary>Why two runs of one job took different time.</summary>
public enum DifferenceCause
{
    /// <summary>Queries or jobs that only one of the runs has.</summary>
    OtherWork,

    /// <summary>The same query ran with other operators or other stages.</summary>
    OtherPlan,

    /// <summary>The same stages read more or fewer rows, or bytes where rows are not known.</summary>
    Input,

    /// <summary>The same stages were cut into more or fewer tasks: the cost of each task, and how well they fill the slots.</summary>
    Partitions,

    /// <summary>The same stages read their rows from more or fewer files: each is opened, and its footer read.</summary>
    Files,

    /// <summary>More or fewer slots: executors and cores.</summary>
    Slots,

    /// <summary>One task of a stage took much longer than the others.</summary>
    Skew,

    /// <summary>Memory ran short, and rows went to disk.</summary>
    Spill,

    /// <summary>Garbage collection.</summary>
    GarbageCollection,

    /// <summary>Waiting for shuffle blocks and writing them.</summary>
    Shuffle,

    /// <summary>Attempts that failed or were killed.</summary>
    Failures,

    /// <summary>Tasks waited and no executor was there.</summary>
    WaitingForExecutors,

    /// <summary>Launching tasks, sending and deserializing them, and bringing results back.</summary>
    Scheduling,

    /// <summary>Tasks on one host were slower than the same tasks elsewhere.</summary>
    SlowHost,

    /// <summary>The same work on the same rows ran faster or slower: other load on the hosts, other hosts, warm or cold caches, chance.</summary>
    Pace,

    /// <summary>The driver alone before the first job: start of the session, imports, listing files.</summary>
    Startup,

    /// <summary>The driver alone between jobs, inside them and after the last: planning, collecting, the program's own code.</summary>
    Driver,

    /// <summary>Slots that ran nothing; core time only.</summary>
    IdleSlots,

    /// <summary>Blocks of a cache that were there in one run and had to be made again in the other.</summary>
    Cache,

    /// <summary>What ran at the same time: stages beside or after one another, waiting for each other's slots.</summary>
    Overlap,

    /// <summary>Other code behind the same operators: as many tasks turned as many rows into other bytes of shuffles, which no load and no pace of a machine does.</summary>
    OtherCode,

    /// <summary>What one log does not have because it stops before the run's end.</summary>
    CutShort,

    /// <summary>What no other cause explains.</summary>
    Unexplained,
}
