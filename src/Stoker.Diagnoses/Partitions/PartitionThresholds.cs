namespace Stoker.Diagnoses.Partitions;

/// <summary>Thresholds of the PART family.</summary>
internal static class PartitionThresholds
{
    /// <summary>Least run time of a stage, ms. [derived]</summary>
    public static readonly Limit MinStageWorkMs = new("minStageWorkMs", 2000);

    /// <summary>Tasks with work to slots below which slots starve. [derived]</summary>
    public static readonly Limit LowParallelRatio = new("lowParallelRatio", 0.75);

    /// <summary>Least duration of the longest task of a starved stage, ms. [derived]</summary>
    public static readonly Limit MinTaskMs = new("minTaskMs", 3000);

    /// <summary>Bytes a task above which the input could have been cut further. [derived]</summary>
    public static readonly Limit DivisibleBytes = new("divisibleBytes", 16 << 20);

    /// <summary>Rows a task above which the input could have been cut further. [derived]</summary>
    public static readonly Limit DivisibleRows = new("divisibleRows", 1_000_000);

    /// <summary>Longest task to mean task of a stage up to which its partitions are even. [derived]</summary>
    public static readonly Limit EvenRatio = new("evenRatio", 1.5);

    /// <summary>Longest task to mean task with work of a starved stage, above which that one task is what takes so long. [derived]</summary>
    public static readonly Limit LongTaskRatio = new("longTaskRatio", 3);

    /// <summary>Median duration of a tiny task, ms. Spark's tuning guide: tasks down to 200 ms are fine.</summary>
    public static readonly Limit TinyTaskMs = new("tinyTaskMs", 100);

    /// <summary>Overhead share from which tiny tasks count. [derived]</summary>
    public static readonly Limit TinyOverheadShare = new("tinyOverheadShare", 0.25);

    /// <summary>Median duration from which very many tasks are tiny, ms; and how many are very many. DataFlint: 500 ms and 5000.</summary>
    public static readonly Limit ManyTaskMs = new("manyTaskMs", 500);

    /// <summary>See <see cref="ManyTaskMs"/>.</summary>
    public static readonly Limit ManyTasks = new("manyTasks", 5000);

    /// <summary>Least number of tiny tasks; and at least four times the slots. [derived]</summary>
    public static readonly Limit MinTinyTasks = new("minTinyTasks", 100);

    /// <summary>Data a task should have after the remedy, bytes. AQE's advisory size is 64 MB, rapids-tools aims at 128 to 256 MB.</summary>
    public static readonly Limit TargetBytes = new("targetBytes", 128 << 20);

    /// <summary>Cost of a task beyond its measured overheads, ms: dispatch, commit of metrics, opening shuffle blocks. [derived]</summary>
    public static readonly Limit TaskCostMs = new("taskCostMs", 10);

    /// <summary>Bytes a task that are next to nothing. [derived]</summary>
    public const long FewBytes = 16 << 10;

    /// <summary>Least run time of a single-task stage, ms, and least rows or bytes read (trap T09). [derived]</summary>
    public static readonly Limit SingleTaskMs = new("singleTaskMs", 1000);

    /// <summary>See <see cref="SingleTaskMs"/>.</summary>
    public static readonly Limit SingleTaskRows = new("singleTaskRows", 100_000);

    /// <summary>See <see cref="SingleTaskMs"/>.</summary>
    public static readonly Limit SingleTaskBytes = new("singleTaskBytes", 64 << 20);

    /// <summary>What a task pays inside its run time to reach a Python worker and back, ms. The lab's busy two cores: 43 to 47 for tasks that do next to nothing. [derived]</summary>
    public static readonly Limit PythonTaskCostMs = new("pythonTaskCostMs", 20);

    /// <summary>Shuffle data that the median task reads of partitions that are too large, bytes. DataFlint: 5 GiB; AQE aims at 64 MB; lowered since a symptom is asked for. [derived]</summary>
    public static readonly Limit LargeShuffleBytes = new("largeShuffleBytes", 1L << 30);

    /// <summary>The same of input, bytes. [derived]</summary>
    public static readonly Limit LargeInputBytes = new("largeInputBytes", 2L << 30);

    /// <summary>Data of one task that is too much whatever comes of it, bytes. DataFlint: 5 GiB.</summary>
    public static readonly Limit HugeTaskBytes = new("hugeTaskBytes", 5L << 30);

    /// <summary>Disk spill to data read, from which large partitions hurt. The same as of MEM001. [derived]</summary>
    public static readonly Limit LargeSpillShare = new("largeSpillShare", 0.1);

    /// <summary>Garbage collection to run time, from which large partitions hurt. Dr. Elephant: 10 %.</summary>
    public static readonly Limit LargeGcShare = new("largeGcShare", 0.1);

    /// <summary>Least shuffles that one partition count must fit. [derived]</summary>
    public static readonly Limit MinExchanges = new("minExchanges", 3);

    /// <summary>Share of the shuffles that it does not fit. [derived]</summary>
    public static readonly Limit MisfitShare = new("misfitShare", 0.7);

    /// <summary>Data of a partition below which it is far too small, bytes. AQE's least partition is 1 MB.</summary>
    public static readonly Limit SmallPartitionBytes = new("smallPartitionBytes", 1 << 20);

    /// <summary>Data of a partition above which it is far too large, bytes. [derived]</summary>
    public static readonly Limit LargePartitionBytes = new("largePartitionBytes", 512 << 20);

    /// <summary>Task time that small partitions waste at least, ms. [derived]</summary>
    public static readonly Limit WastedTaskMs = new("wastedTaskMs", 2000);

    /// <summary>Tasks to slots below which a number that the program chose is too low. [derived]</summary>
    public static readonly Limit FewTasksRatio = new("fewTasksRatio", 0.5);

    /// <summary>Least run time of a stage whose few partitions hold little data but much work, ms. [derived]</summary>
    public static readonly Limit HeavyWorkMs = new("heavyWorkMs", 5000);

    /// <summary>Least rows of a task that are as good as many when they are shared out. [derived]</summary>
    public static readonly Limit SharedRows = new("sharedRows", 1000);

    /// <summary>Slots from which AQE's wish to feed them all makes partitions tiny. [derived]</summary>
    public static readonly Limit ManySlots = new("manySlots", 200);

    /// <summary>Median of what a task of tiny merged partitions reads, bytes. [derived]</summary>
    public static readonly Limit TinyMergedBytes = new("tinyMergedBytes", 4 << 20);

    /// <summary>Tasks to slots up to which a last wave that is almost empty shows. [derived]</summary>
    public static readonly Limit FewWavesRatio = new("fewWavesRatio", 4);

    /// <summary>Share of the stage's slot time that its last wave leaves idle. [derived]</summary>
    public static readonly Limit IdleWaveShare = new("idleWaveShare", 0.25);
}
