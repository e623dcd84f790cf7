using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Tasks;
using Stoker.Simulation.Programs;

namespace Stoker.Simulation.Changes;

/// <summary>
/// What tasks needed of execution memory, and what an executor has for each of them. Spark's unified pool is 60 % of the heap above 300 MiB
/// (<c>spark.memory.fraction</c>, UnifiedMemoryManager); a task of k that run at once is sure of one 2k-th of it and gets one k-th (ExecutionMemoryPool).
/// </summary>
internal sealed record MemoryNeed
{
    private const long ReservedBytes = 300L << 20;
    private const double DefaultFraction = 0.6;
    private const int PagesOfShare = 16;

    /// <summary>Most execution memory that one task held at its peak, in bytes; absent where no task logged it.</summary>
    public long? LargestTaskBytes { get; private init; }

    /// <summary>Bytes in memory that tasks spilled.</summary>
    public long SpilledBytes { get; private init; }

    /// <summary>Share of the run time in garbage collection; a pause counts for each task that it stops, so that young JVMs could have more of it than run time.</summary>
    public double GcShare { get; private init; }

    /// <summary>The need of a run, without what the findings held that are cured: of stages whose memory goes with them nothing is known, of tasks that are evened out each piece holds its part.</summary>
    public static MemoryNeed Of(Application application, IReadOnlyList<StageRelief> reliefs)
    {
        var (largest, spilled, gc, run) = (0L, 0L, 0L, 0L);
        var freed = reliefs.Where(relief => relief.Frees == FreedMemory.Execution).ToLookup(relief => relief.Stage);
        foreach (var stage in application.Stages.Where(stage => freed[stage.Id.Stage].All(relief => relief.EvenOut)))
        {
            var pieces = freed.Contains(stage.Id.Stage) ? Resizing.PiecesOf([.. Enumerable.Range(0, stage.Tasks.Count).Select(row => (float)stage.Tasks.Duration(row).Value)]) : null;
            gc += stage.Totals[TaskMetric.JvmGcTime] ?? 0;
            run += stage.Totals[TaskMetric.ExecutorRunTime] ?? 0;
            spilled += pieces is null ? stage.Totals[TaskMetric.MemoryBytesSpilled] ?? 0 : SpilledBy(stage.Tasks, pieces);
            if (stage.Tasks.Metric(TaskMetric.PeakExecutionMemory) is { } peaks)
            {
                for (var row = 0; row < peaks.Count; row++)
                {
                    largest = Math.Max(largest, peaks[row] / (pieces?[row] ?? 1));
                }
            }
        }

        return new MemoryNeed { LargestTaskBytes = largest > 0 ? largest : null, SpilledBytes = spilled, GcShare = run > 0 ? Math.Min(1, gc / (double)run) : 0 };
    }

    /// <summary>What tasks spilled that stay whole: whether the pieces of the others would, the log does not tell.</summary>
    private static long SpilledBy(TaskTable tasks, int[] pieces)
    {
        var sum = 0L;
        if (tasks.Metric(TaskMetric.MemoryBytesSpilled) is { } spilled)
        {
            for (var row = 0; row < spilled.Count; row++)
            {
                sum += pieces[row] == 1 ? spilled[row] : 0;
            }
        }

        return sum;
    }

    /// <summary>Execution memory of one task when all slots of an executor are busy and nothing is cached.</summary>
    public static double TaskShareBytes(long heapBytes, double fraction, int slots) => Math.Max(0, heapBytes - ReservedBytes) * fraction / Math.Max(1, slots);

    /// <summary>Execution memory of one task with the settings after a change.</summary>
    public static double TaskShareBytes(ReplayableProgram program, ChangeSet change, int slots)
    {
        var settings = new EffectiveSettings(program.Application);
        var heap = HeapBytes(settings, change, program.IsLocal);
        var fraction = double.TryParse(change.Settings.GetValueOrDefault("spark.memory.fraction") ?? settings.Find("spark.memory.fraction"), System.Globalization.CultureInfo.InvariantCulture, out var set) ? set : DefaultFraction;
        return TaskShareBytes(heap, fraction, slots);
    }

    /// <summary>
    /// A page of execution memory, in bytes: a sixteenth of what the pool of a new executor has for each core, as a power of two between 1 and 64 MiB (MemoryManager.defaultPageSizeBytes), or what
    /// <c>spark.buffer.pageSize</c> says. Half of the unified pool is execution's at first (<c>spark.memory.storageFraction</c>).
    /// </summary>
    public static long PageBytes(ReplayableProgram program)
    {
        if (new EffectiveSettings(program.Application).Find("spark.buffer.pageSize") is { } set && EffectiveSettings.ParseBytes(set) is { } bytes)
        {
            return bytes;
        }

        var share = (long)(TaskShareBytes(program, ChangeSet.None, program.Shape.CoresPerExecutor) / 2 / PagesOfShare);
        return (long)Math.Clamp(System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1, share)), 1UL << 20, 64UL << 20);
    }

    /// <summary>Heap of an executor; in local mode, of the driver. 1 GiB where nothing says.</summary>
    private static long HeapBytes(EffectiveSettings settings, ChangeSet change, bool isLocal)
    {
        var key = isLocal ? "spark.driver.memory" : "spark.executor.memory";
        var text = change.Settings.GetValueOrDefault(key) ?? settings.Find(key);
        return (text is null ? null : EffectiveSettings.ParseBytes(text)) ?? (1L << 30);
    }
}
