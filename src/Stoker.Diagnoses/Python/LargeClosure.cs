using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Tracing;
using Stoker.Model.Executors;
using Stoker.Model.Settings;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Python;

/// <summary>
/// PYTHON013: every task pays the same cost whatever it reads: it unpacks a large closure. The log does not hold the closure's size. Of UDFs Spark 4 logs how long a worker
/// takes to get ready; of RDD code only polls of storage memory show a closure, or the program's source where it is at hand.
/// </summary>
internal static class LargeClosure
{
    public const string Id = "PYTHON013";

    /// <summary>What a task pays to reach a Python worker and back, ms: 43 to 56 on the lab's busy cores.</summary>
    private const long PythonStartMs = 50;

    public static readonly Diagnosis Diagnosis = new(Id, "Large closure or task binary", Rank.Python, Check)
    {
        Limits =
        [
            PythonThresholds.FixedCostMs,
            PythonThresholds.FewRecords,
            PythonThresholds.FixedShare,
            PythonThresholds.ClosureBytes,
            PythonThresholds.StartTasks,
            PythonThresholds.StartShare,
            PythonThresholds.WitnessedMs,
        ],
    };

    /// <summary>
    /// Whether the function itself is what makes workers slow to get ready: they serve one task after another, and yet each task waits for as long, so that it is not
    /// the modules, which are imported once.
    /// </summary>
    public static bool Explains(Inspection inspection, WorkerStart.Started found) =>
        found.Tasks >= inspection.ValueOf(Id, PythonThresholds.StartTasks)
        && found.InitializeMs >= inspection.ValueOf(Id, PythonThresholds.StartShare) * found.RunMs
        && found.InitializeMs >= inspection.ValueOf(Id, PythonThresholds.FixedCostMs) * found.Tasks
        && WorkerStart.SwitchedOff(inspection).Count == 0;

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var found in WorkerStart.Find(inspection).Where(found => Explains(inspection, found)))
        {
            report.Add(Suspect(inspection, found));
        }

        CheckRdds(inspection, report);
    }

    private static Suspicion Suspect(Inspection inspection, WorkerStart.Started found)
    {
        var suspicion = new Suspicion(found.Node.Place, Confidence.Medium) { Basis = Basis.Measured };
        suspicion.Doubt("workers that end early, below a limit, import their modules again, which looks the same");
        suspicion.RelatedPlaces.Add(new StagePlace(found.Stage.Stage.Id));
        inspection.Relate(suspicion, found.Stage);
        suspicion.Prove("tasks", found.Tasks, EvidenceUnit.Count)
            .Prove("readyAfter", found.InitializeMs / (double)found.Tasks, EvidenceUnit.Milliseconds, null, new Threshold(PythonThresholds.FixedCostMs.Name, Comparison.AtLeast, inspection.ValueOf(Id, PythonThresholds.FixedCostMs)))
            .Prove("shareOfRunTime", found.InitializeMs / (double)Math.Max(1, found.RunMs), EvidenceUnit.Ratio, null, new Threshold(PythonThresholds.StartShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, PythonThresholds.StartShare)));
        var claim = Math.Min(found.InitializeMs, inspection.Ledger.Of(found.Stage, Bucket.Python));
        suspicion.Claim(found.Stage, Bucket.Python, claim * 0.6, claim * 0.9, claim).ClaimArea(found.Stage);
        return Advise(suspicion);
    }

    private static Suspicion Advise(Suspicion suspicion) => suspicion
        .Advise("Broadcast what the function captures, b = sc.broadcast(table), and use b.value: it is sent and unpacked once a worker, not once a task.")
        .Advise("Do not capture large globals; load what a task needs once in mapPartitions, or in an iterator UDF.");

    private static void CheckRdds(Inspection inspection, Report report)
    {
        var storage = HoldsMore(inspection) ? null : new StorageMemory(inspection.Application.Executors.Max(executor => executor.Peaks is { IsPolled: true } peaks ? peaks[ExecutorMetric.OnHeapStorageMemory] : null));
        foreach (var stage in inspection.Stages)
        {
            var slots = inspection.SlotsOf(stage);
            if (!stage.HasPythonRdd || stage.TaskCount < 4 * slots || stage.TaskCount < 16 || TimesOf(inspection, stage) is not { } times)
            {
                continue;
            }

            var testimony = ClosureWitness.Ask(inspection, stage, times);
            if (testimony is { Answer: ClosureAnswer.Captures })
            {
                if (ClosureWitness.Suspect(inspection, stage, times, testimony) is { } suspicion)
                {
                    report.Add(Advise(suspicion));
                }
            }
            else if (testimony is { Answer: ClosureAnswer.TwoWays })
            {
                // Where the program may capture a table or broadcast it, memory that holds it says nothing.
                report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.SourceOpen, null, testimony.File);
            }
            else if (testimony is not { Answer: ClosureAnswer.ReadsBroadcast or ClosureAnswer.CapturesNothing } && storage is not null)
            {
                CheckByMemory(inspection, report, stage, times, storage.HeldBytes, testimony);
            }
        }
    }

    /// <summary>What is known of the storage memory when nothing but broadcasts can be in it.</summary>
    /// <param name="HeldBytes">The most that an executor held; absent without polls.</param>
    private sealed record StorageMemory(long? HeldBytes);

    /// <summary>PySpark broadcasts a large closure: without polls of the storage memory that holds it, tasks that unpack one look like tasks that work for as long.</summary>
    private static void CheckByMemory(Inspection inspection, Report report, StageWork stage, List<long> times, long? stored, ClosureTestimony? testimony)
    {
        if (stored is { } held)
        {
            if (FixedCostOf(inspection, times, hasWitness: true) is { } fixedMs && Explains(inspection, held, fixedMs))
            {
                report.Add(Suspect(inspection, stage, fixedMs, held, inspection.SlotsOf(stage)));
            }
        }
        else if (inspection.Settings.Version >= new SparkVersion(3, 0) && FixedCostOf(inspection, times, hasWitness: false) is not null)
        {
            var isUnread = testimony is { Answer: not ClosureAnswer.Unknown, Doubt: not null };
            report.AddNotChecked(new ApplicationPlace(), isUnread ? NotCheckedReason.SourceUnread : NotCheckedReason.MetricAbsent, ClosureWitness.Needs(stage, testimony), isUnread ? testimony?.Doubt : null);
        }
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage, long fixedMs, long stored, double slots)
    {
        var suspicion = inspection.Suspect(stage, Confidence.Low);
        suspicion.Doubt("the log has no size of a closure; tasks that work for as long look alike");
        suspicion.MostSeverity = Severity.Minor;
        suspicion.Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
            .Prove("fixedCost", fixedMs, EvidenceUnit.Milliseconds, null, new Threshold(PythonThresholds.FixedCostMs.Name, Comparison.AtLeast, inspection.ValueOf(Id, PythonThresholds.FixedCostMs)))
            .Prove("recordsPerTask", (stage.InputRecords + stage.ShuffleReadRecords) / (double)stage.TaskCount, EvidenceUnit.Rows)
            .Prove("broadcastMemory", stored, EvidenceUnit.Bytes, new ApplicationPlace(), new Threshold(PythonThresholds.ClosureBytes.Name, Comparison.AtLeast, inspection.ValueOf(Id, PythonThresholds.ClosureBytes)));
        var spared = (double)fixedMs * (stage.TaskCount - Math.Ceiling(slots)) / Math.Max(1, stage.DurationMs);
        suspicion.ClaimRun(inspection.Ledger, stage, spared * 0.5, Math.Min(0.9, spared * 0.9), Math.Min(1, spared));
        return Advise(suspicion);
    }

    /// <summary>Whether storage memory holds something else than closures: a relation is cached, or a join broadcasts a side.</summary>
    private static bool HoldsMore(Inspection inspection) =>
        inspection.Application.CachedRdds.Count > 0 || inspection.Plans.Any(plan => plan.Operators.Any(Plans.Exchanges.IsBroadcast));

    /// <summary>Whether a broadcast of that size takes about that long to unpack: Python reads 3 to 100 MB a second of what the broadcast holds compressed.</summary>
    private static bool Explains(Inspection inspection, long bytes, long fixedMs) =>
        bytes >= inspection.ValueOf(Id, PythonThresholds.ClosureBytes) && bytes / 3_000.0 >= fixedMs && bytes / 100_000.0 <= fixedMs;

    /// <summary>Run times of the tasks, sorted, without those that were slow since their executor had just begun; absent when tasks read more than next to nothing, or few are left.</summary>
    private static List<long>? TimesOf(Inspection inspection, StageWork stage)
    {
        var tasks = stage.Stage.Tasks;
        if (tasks.Metric(TaskMetric.ExecutorRunTime) is not { } run
            || (stage.InputRecords + stage.ShuffleReadRecords) / stage.TaskCount > inspection.ValueOf(Id, PythonThresholds.FewRecords)
            || stage.ShuffleReadBytes + stage.InputBytes > (long)stage.TaskCount * (1 << 20))
        {
            return null;
        }

        List<long> times = [];
        for (var row = 0; row < tasks.Count; row++)
        {
            if (tasks.Status(row) == TaskAttemptStatus.Success && !inspection.WarmUp.Contains(stage, row))
            {
                times.Add(run[row]);
            }
        }

        times.Sort();
        return times.Count < 4 ? null : times;
    }

    /// <summary>
    /// The cost that each task pays alike: the 10th percentile of the run times, when it is most of the median, and
    /// the JVM is not the one that works. Sleeping tasks look the same when they sleep alike; those that used no CPU anywhere are left out below.
    /// </summary>
    private static long? FixedCostOf(Inspection inspection, List<long> times, bool hasWitness)
    {
        var (floor, median) = (times[times.Count / 10], times[times.Count / 2]);

        // Unpacking differs from task to task by what the CPU gives; a sleep does not: within 3 % of each other, tasks wait for a clock.
        var isClock = times[times.Count * 9 / 10] - floor <= Math.Max(15, median * 0.03);
        var least = inspection.ValueOf(Id, PythonThresholds.FixedCostMs);
        if (hasWitness)
        {
            // The memory speaks for a closure: the median will do, without what any task pays to reach its Python worker.
            return !isClock && median >= least && floor >= inspection.ValueOf(Id, PythonThresholds.FixedShare) / 2 * median ? median - PythonStartMs : null;
        }

        return floor >= least && floor >= inspection.ValueOf(Id, PythonThresholds.FixedShare) * median && !isClock ? floor : null;
    }
}
