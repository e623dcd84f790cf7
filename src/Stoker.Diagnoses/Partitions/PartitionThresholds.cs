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

    /// <summary>Least run time of a single-task stage, ms, and least rows or bytes read (trap T09). [derived]</summary>
    public static readonly Limit SingleTaskMs = new("singleTaskMs", 2000);

    /// <summary>See <see cref="SingleTaskMs"/>.</summary>
    public static readonly Limit SingleTaskRows = new("singleTaskRows", 100_000);

    /// <summary>See <see cref="SingleTaskMs"/>.</summary>
    public static readonly Limit SingleTaskBytes = new("singleTaskBytes", 64 << 20);

    /// <summary>What a task pays inside its run time to reach a Python worker and back, ms. The lab's busy two cores: 43 to 47 for tasks that do next to nothing. [derived]</summary>
    public static readonly Limit PythonTaskCostMs = new("pythonTaskCostMs", 20);
}
