namespace Stoker.Simulation.Programs;

/// <summary>
/// What the slots of local mode do to each other. The driver, the compiler, the collector and Python workers share a machine with the tasks, and the log
/// does not tell its CPUs: it is taken to have one for each slot of the larger shape, and no more. Factors are those of quiet runs on one slot and on two
/// of a machine of two CPUs: least squares over stages gives +0.23 for work in the JVM, +0.47 for Python and +0.11 for what the driver does for a task beyond
/// its being serial; stages of many short tasks alone (TPC-H with 64 partitions) give the driver more (bench/what-if-lab, decision 0039).
/// </summary>
internal static class LocalHost
{
    private const double Jvm = 1.25;
    private const double Python = 1.45;
    private const double Driver = 1.4;

    /// <summary>Exponent of first uses over slots, where tasks wait.</summary>
    private const double FirstQueue = 0.15;

    /// <summary>A task alone on a CPU keeps it for this share of its run time.</summary>
    private const double Alone = 0.93;

    /// <summary>Two tasks take this much more CPU time each than one alone: caches, memory.</summary>
    private const double Crowded = 1.07;

    /// <summary>By which factor tasks of a stage take longer.</summary>
    public static double Stretch(ReplayStage stage, double before, double after)
    {
        if (Math.Abs(before - after) < 1e-9)
        {
            return 1;
        }

        if (after > before)
        {
            return Math.Max(Math.Pow(Full(stage, after / before), stage.Computes), HostCpu.Stretch(stage.CpuShare, stage.CpuCertainty, before, after));
        }

        // Down, the share of the CPU that tasks had says what they lacked; Python's own is not in the log.
        var lacked = stage.RunsPython ? 1 / Full(stage, before / after) : Math.Max(after / before, Math.Min(1, stage.CpuShare / Alone / Crowded));
        return Math.Pow(lacked, stage.Computes);
    }

    /// <summary>
    /// By which factor first tasks take longer: those whose compiling is not told apart from their work are slowed as it is; those that wait start at once, and queue for CPUs. Medians of
    /// programs that sleep, on two CPUs: 1.05 times as much on 4 slots as on 2, 1.26 on 16 (mean 1.5).
    /// </summary>
    public static double FirstStretch(ReplayStage stage, double before, double after)
    {
        var own = stage.IsFirstTold ? 1 : Math.Pow(after > before ? Full(stage, after / before) : 1 / Full(stage, before / after), stage.Computes);
        return stage.RunsPython ? own : own * Math.Pow(after / before, FirstQueue * (1 - stage.Computes));
    }

    /// <summary>By which factor the driver's work for a task takes longer.</summary>
    public static double DriverStretch(double before, double after) => after > before ? Part(Driver, after / before) : after < before ? 1 / Part(Driver, before / after) : 1;

    private static double Full(ReplayStage stage, double ratio) => Part(stage.RunsPython ? Python : Jvm, ratio);

    /// <summary>From half the CPUs in use to all of them.</summary>
    private static double Part(double factor, double ratio) => Math.Pow(factor, Math.Min(1, Math.Log2(ratio)));
}
