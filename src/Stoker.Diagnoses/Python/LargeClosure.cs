using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON013: every task pays the same cost whatever it reads: it unpacks a large closure. The log does not hold the closure's size, so it is a guess.</summary>
internal static class LargeClosure
{
    public const string Id = "PYTHON013";

    public static readonly Diagnosis Diagnosis = new(Id, "Large closure or task binary", Rank.Python, Check)
    {
        Limits =
        [
            PythonThresholds.FixedCostMs,
            PythonThresholds.FewRecords,
            PythonThresholds.FixedShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            var slots = inspection.SlotsOf(stage);
            if (!stage.HasPythonRdd || stage.TaskCount < 4 * slots || stage.TaskCount < 16 || FixedCostOf(inspection, stage) is not { } fixedMs)
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.Low);

            // On the lab, tasks that unpack a closure cannot be told from tasks that read a broadcast: never more than good to know.
            suspicion.MostSeverity = Severity.Info;
            suspicion.Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
                .Prove("fixedCost", fixedMs, EvidenceUnit.Milliseconds, null, new Threshold(PythonThresholds.FixedCostMs.Name, Comparison.AtLeast, inspection.ValueOf(Id, PythonThresholds.FixedCostMs)))
                .Prove("recordsPerTask", (stage.InputRecords + stage.ShuffleReadRecords) / (double)stage.TaskCount, EvidenceUnit.Rows);
            var spared = (double)fixedMs * (stage.TaskCount - Math.Ceiling(slots)) / Math.Max(1, stage.DurationMs);
            suspicion.ClaimRun(inspection.Ledger, stage, spared * 0.5, Math.Min(0.9, spared * 0.9), Math.Min(1, spared));
            suspicion.Advise("Broadcast what the function captures, b = sc.broadcast(table), and use b.value: it is sent and unpacked once an executor.")
                .Advise("Do not capture large globals; load what a task needs once in mapPartitions.");
            report.Add(suspicion);
        }
    }

    /// <summary>
    /// The cost that each task pays alike: the 10th percentile of the run times, when it is most of the median, the tasks read next to nothing, and
    /// the JVM is not the one that works. Sleeping tasks look the same when they sleep alike; those that used no CPU anywhere are left out below.
    /// </summary>
    private static long? FixedCostOf(Inspection inspection, StageWork stage)
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
        if (times.Count < 4)
        {
            return null;
        }

        var (floor, median) = (times[times.Count / 10], times[times.Count / 2]);

        // Unpacking differs from task to task by what the CPU gives; a sleep does not: within 3 % of each other, tasks wait for a clock.
        var isClock = times[times.Count * 9 / 10] - floor <= Math.Max(15, median * 0.03);
        return floor >= inspection.ValueOf(Id, PythonThresholds.FixedCostMs) && floor >= inspection.ValueOf(Id, PythonThresholds.FixedShare) * median && !isClock ? floor : null;
    }
}
