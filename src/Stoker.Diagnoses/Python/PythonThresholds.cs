namespace Stoker.Diagnoses.Python;

/// <summary>Thresholds of the PYTHON family.</summary>
internal static class PythonThresholds
{
    /// <summary>Python to run time of a stage. [derived]</summary>
    public static readonly Limit Share = new("share", 0.2);

    /// <summary>Least rows through a node. [derived]</summary>
    public static readonly Limit Rows = new("rows", 100_000);

    /// <summary>Least task time of RDD code, ms. [derived]</summary>
    public static readonly Limit RddWorkMs = new("rddWorkMs", 1000);

    /// <summary>Share of the application's task time from which RDD code is always worth a line. [derived]</summary>
    public static readonly Limit RddAppShare = new("rddAppShare", 0.2);

    /// <summary>Least fixed cost of a task: the 10th percentile of run times, ms. [derived; most doubtful]</summary>
    public static readonly Limit FixedCostMs = new("fixedCostMs", 100);

    /// <summary>Fixed cost to median run time. [derived; most doubtful]</summary>
    public static readonly Limit FixedShare = new("fixedShare", 0.7);

    /// <summary>What the tasks of a stage pay together beyond starting, ms of slot time, from which the source is asked for a closure. [derived]</summary>
    public static readonly Limit WitnessedMs = new("witnessedMs", 500);

    /// <summary>Storage memory from which a broadcast closure is large. PySpark broadcasts a closure from 1 MiB of pickle, which LZ4 makes smaller. [derived]</summary>
    public static readonly Limit ClosureBytes = new("closureBytes", 512 << 10);

    /// <summary>Records a task below which data explains nothing. [derived]</summary>
    public static readonly Limit FewRecords = new("fewRecords", 1000);

    /// <summary>Rows that a filter keeps, below which a native condition would spare Python much. [derived]</summary>
    public static readonly Limit KeptShare = new("keptShare", 0.5);

    /// <summary>Least bytes of a scan whose pruning is worth a word. [derived]</summary>
    public static readonly Limit ScanBytes = new("scanBytes", 64 << 20);

    /// <summary>Time to start and initialize workers to run time. [derived]</summary>
    public static readonly Limit StartShare = new("startShare", 0.2);

    /// <summary>The same share from which starting is the cause, not a part of what a function costs. [derived]</summary>
    public static readonly Limit MostlyStartShare = new("mostlyStartShare", 0.5);

    /// <summary>Tasks that started a worker, the first ones of executors left out. [derived]</summary>
    public static readonly Limit StartTasks = new("startTasks", 20);

    /// <summary>Data that one task sends to a function that gets groups whole. [derived]</summary>
    public static readonly Limit GroupBytes = new("groupBytes", 512 << 20);

    /// <summary>Least task time of a stage of narrow RDD code, ms. [derived]</summary>
    public static readonly Limit NarrowWorkMs = new("narrowWorkMs", 10_000);

    /// <summary>Least rows when each of them is wide. [derived]</summary>
    public static readonly Limit WideRows = new("wideRows", 10_000);

    /// <summary>Bytes that cross for a row. [derived]</summary>
    public static readonly Limit RowBytes = new("rowBytes", 1 << 10);

    /// <summary>Columns of a wide row: of fewer, the width is that of the values, not of the row. [derived]</summary>
    public static readonly Limit WideColumns = new("wideColumns", 4);

    /// <summary>Bytes of a row from which ten thousand of them are a large Arrow batch. [derived]</summary>
    public static readonly Limit ArrowRowBytes = new("arrowRowBytes", 10 << 10);
}
