namespace Stoker.Diagnoses.Logs;

/// <summary>Thresholds of the LOG family.</summary>
internal static class LogThresholds
{
    /// <summary>Share of missing task ends above which the loss matters. [derived]</summary>
    public static readonly Limit MissingShare = new("missingShare", 0.01);

    /// <summary>Lines that cannot be read to all lines above which nothing that follows can be trusted. [derived]</summary>
    public static readonly Limit DamagedShare = new("damagedShare", 0.05);

    /// <summary>Misplaced starts to all starts of tasks from which nothing that rests on order is sure; Spark writes none. [derived]</summary>
    public static readonly Limit DisorderedShare = new("disorderedShare", 0.02);

    /// <summary>Difference of clocks that is still normal, ms. [derived]</summary>
    public static readonly Limit ClockToleranceMs = new("clockToleranceMs", 1000);

    /// <summary>Share of tasks with impossible times above which it matters. [derived]</summary>
    public static readonly Limit ImpossibleShare = new("impossibleShare", 0.01);

    /// <summary>Time without any event that no program takes, ms: 30 days. A session that is left open over a holiday is shorter. [derived]</summary>
    public static readonly Limit SilenceMs = new("silenceMs", 30L * 24 * 3_600_000);

    /// <summary>How far a time may lie before the one that was written before it, ms: a busy driver is late by seconds. [derived]</summary>
    public static readonly Limit StepBackMs = new("stepBackMs", 600_000);

    /// <summary>Share of tasks on executors whose memory was never measured. diagnoses.md: 90 %.</summary>
    public static readonly Limit UnpolledShare = new("unpolledShare", 0.9);

    /// <summary>Collection to run time of all tasks from which memory is a question. As MEM002.</summary>
    public static readonly Limit MemoryGcShare = new("memoryGcShare", 0.1);

    /// <summary>Collection in all tasks from which memory is a question, core-ms: of short runs it is mostly the start. [derived]</summary>
    public static readonly Limit MemoryGcMs = new("memoryGcMs", 30_000);

    /// <summary>Disk spill of all tasks from which memory is a question, bytes. As MEM001's large spill.</summary>
    public static readonly Limit MemorySpill = new("memorySpill", 1L << 30, ThresholdUnit.Bytes);

    /// <summary>Share of task time in queries whose scans are cut. [derived]</summary>
    public static readonly Limit CutShare = new("cutShare", 0.5);

    /// <summary>Task time of such queries that is worth a line, core-ms. [derived]</summary>
    public static readonly Limit MinCutMs = new("minCutMs", 60_000);

    /// <summary>Bytes of text of a large log. diagnoses.md: 1 GiB.</summary>
    public static readonly Limit LargeLog = new("largeLog", 1L << 30, ThresholdUnit.Bytes);

    /// <summary>Bytes of text to task attempts; a start and an end take 3 to 5 KB. [derived]</summary>
    public static readonly Limit BytesByTask = new("bytesByTask", 8 << 10, ThresholdUnit.Bytes);
}
