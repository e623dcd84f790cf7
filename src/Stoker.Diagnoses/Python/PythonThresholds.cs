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

    /// <summary>Storage memory from which a broadcast closure is large. PySpark broadcasts a closure from 1 MiB of pickle, which LZ4 makes smaller. [derived]</summary>
    public static readonly Limit ClosureBytes = new("closureBytes", 512 << 10);

    /// <summary>Records a task below which data explains nothing. [derived]</summary>
    public static readonly Limit FewRecords = new("fewRecords", 1000);
}
