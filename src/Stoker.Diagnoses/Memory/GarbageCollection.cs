using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Executors;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM002: garbage collection eats run time. The sum over tasks is slot time, not pause time (trap T10).</summary>
internal static class GarbageCollection
{
    public const string Id = "MEM002";

    public static readonly Diagnosis Diagnosis = new(Id, "Garbage collection eats run time", Rank.Memory, Check)
    {
        Limits =
        [
            MemoryThresholds.MinStageWorkMs,
            MemoryThresholds.GcShare,
            MemoryThresholds.LocalGcShare,
            MemoryThresholds.TightHeap,
            MemoryThresholds.TightShare,
            MemoryThresholds.HeapLow,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Stages.Count > 0 && inspection.Stages.All(stage => stage.Stage.Tasks.Metric(TaskMetric.JvmGcTime) is null))
        {
            report.AddNotChecked(new ApplicationPlace(), Findings.NotChecked.NotCheckedReason.MetricAbsent);
            return;
        }

        var limit = inspection.IsLocal ? MemoryThresholds.LocalGcShare : MemoryThresholds.GcShare;
        var hasTightHeap = MemoryPerSlot(inspection) is { } bytes && bytes < inspection.ValueOf(Id, MemoryThresholds.TightHeap) && !new SeverityScale(inspection).IsTiny;
        var taskMs = inspection.Stages.Sum(stage => stage.DurationMs);
        var hasRoom = RoomIn(inspection) is not null;
        foreach (var stage in inspection.Stages)
        {
            var share = stage.GcMs / (double)Math.Max(1, stage.RunMs);
            var isTight = hasTightHeap && stage.ExcessGcMs >= inspection.ValueOf(Id, MemoryThresholds.TightShare) * taskMs && Collects(inspection, stage, inspection.ValueOf(Id, limit));
            if (hasRoom && !Collects(inspection, stage, inspection.ValueOf(Id, limit)))
            {
                continue; // A JVM that starts collects while it loads classes, however empty its heap is.
            }

            if (share >= inspection.ValueOf(Id, limit) && (isTight || stage.RunMs >= inspection.ValueOf(Id, MemoryThresholds.MinStageWorkMs)))
            {
                report.Add(Suspect(inspection, stage, share, limit, isTight));
            }
        }
    }

    /// <summary>Whether tasks behind the first wave of an executor collect that much too, of half the least work or more.</summary>
    private static bool Collects(Inspection inspection, StageWork stage, double limit)
    {
        var tasks = stage.Stage.Tasks;
        if (tasks.Metric(TaskMetric.ExecutorRunTime) is not { } run || tasks.Metric(TaskMetric.JvmGcTime) is not { } collected)
        {
            return false;
        }

        var (runMs, gcMs) = (0L, 0L);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (tasks.Status(row) == TaskAttemptStatus.Success && !inspection.WarmUp.Contains(stage, row))
            {
                runMs += run[row];
                gcMs += Math.Min(run[row], collected[row]);
            }
        }

        return runMs * 2 >= inspection.ValueOf(Id, MemoryThresholds.MinStageWorkMs) && gcMs >= limit * runMs;
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage, double share, Limit limit, bool isTight)
    {
        var suspicion = new Suspicion(new StagePlace(stage.Stage.Id), Confidence.High) { SameAs = "heap", Basis = Basis.Measured, OnlyWhenSure = true };
        inspection.Relate(suspicion, stage);
        suspicion.Prove("gcTime", stage.GcMs, EvidenceUnit.CoreMilliseconds)
            .Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds)
            .Prove("gcShare", share, EvidenceUnit.Ratio, null, new Threshold(limit.Name, Comparison.AtLeast, inspection.ValueOf(Id, limit)));
        if (isTight)
        {
            // In a heap this small the share grows with the data until the job fails: it is worth a line before it costs much.
            (suspicion.LeastSeverity, suspicion.LeastReason) = (Severity.Minor, "in a heap this small it grows with the data until the job fails");
            suspicion.Prove("memoryPerSlot", MemoryPerSlot(inspection)!.Value, EvidenceUnit.Bytes, null, new Threshold(MemoryThresholds.TightHeap.Name, Comparison.AtMost, inspection.ValueOf(Id, MemoryThresholds.TightHeap))); // Tight is known.
        }

        var excess = Math.Min(stage.ExcessGcMs, inspection.Ledger.Of(stage, Bucket.GarbageCollection));
        suspicion.Claim(stage, Bucket.GarbageCollection, excess * 0.7, excess, excess).ClaimArea(stage);
        if (RoomIn(inspection) is { } room)
        {
            // More of it would stay as empty.
            return suspicion.Prove("peakHeap", room.PeakBytes, EvidenceUnit.Bytes).Prove("heap", room.HeapBytes, EvidenceUnit.Bytes)
                .Advise("Make fewer objects that live for a moment: DataFrame functions in place of Python or Scala objects. More memory would not help: the heap was never half full.");
        }

        return suspicion.Advise(MemoryRemedies.MoreHeap(inspection, 2))
            .Advise("Make fewer objects: DataFrame functions in place of Python or Scala objects, a serialized storage level, no collect_list of whole groups.");
    }

    /// <summary>The fullest heap that was seen and the size of its executor's, where even that one was not half full; null where it was, or the log does not tell.</summary>
    private static (long PeakBytes, long HeapBytes)? RoomIn(Inspection inspection)
    {
        (long PeakBytes, long HeapBytes)? fullest = null;
        foreach (var life in inspection.Curve.Lives)
        {
            if (MemoryPressure.PeakOf(life.Executor, ExecutorMetric.JVMHeapMemory) is { } peak && ExecutorMemory.HeapOf(inspection, life.Executor) is > 0 and var heap
                && (fullest is not { } known || peak / (double)heap > known.PeakBytes / (double)known.HeapBytes))
            {
                fullest = (peak, heap);
            }
        }

        return fullest is { } found && found.PeakBytes < inspection.ValueOf(Id, MemoryThresholds.HeapLow) * found.HeapBytes ? fullest : null;
    }

    /// <summary>Memory for execution and storage by slot of the executor that has least; null where the log does not say.</summary>
    private static double? MemoryPerSlot(Inspection inspection) =>
        inspection.Curve.Lives.Where(life => life.Executor.MaxMemory.Value > 0 && life.Slots > 0).Min(life => (double?)life.Executor.MaxMemory.Value / life.Slots);
}
