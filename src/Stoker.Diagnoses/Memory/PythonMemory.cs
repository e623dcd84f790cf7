using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Memory;

/// <summary>MEM005: Python workers take most of what a container has beside the heap: a little more, and the container is killed.</summary>
internal static class PythonMemory
{
    public const string Id = "MEM005";

    public static readonly Diagnosis Diagnosis = new(Id, "Python workers outgrow the overhead", Rank.Memory, Check)
    {
        Limits =
        [
            MemoryThresholds.BesideHeapShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (!ExecutorMemory.HasContainers(inspection))
        {
            return;
        }

        (Executor Executor, long Bytes, long Room)? worst = null;
        var seen = 0;
        foreach (var life in inspection.Curve.Lives)
        {
            if (MemoryPressure.PeakOf(life.Executor, ExecutorMetric.ProcessTreePythonRSSMemory) is { } bytes && ExecutorMemory.HeapOf(inspection, life.Executor) is { } heap
                && ExecutorMemory.BesideHeapOf(inspection, heap) is { } room)
            {
                seen++;
                worst = worst is { } other && other.Bytes * (double)room >= bytes * (double)other.Room ? worst : (life.Executor, bytes, room);
            }
        }

        var limit = inspection.ValueOf(Id, MemoryThresholds.BesideHeapShare);
        if (worst is { } found && found.Bytes >= limit * found.Room)
        {
            report.Add(Suspect(inspection, found.Executor, found.Bytes, found.Room, limit));
        }
        else if (seen == 0 && DefaultOverhead.PythonShare(inspection) > 0 && MemoryPressure.HasKilledContainer(inspection))
        {
            report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.MetricAbsent, "spark.executor.processTreeMetrics.enabled=true");
        }
    }

    private static Suspicion Suspect(Inspection inspection, Executor executor, long bytes, long room, double limit)
    {
        // Pages that forked workers share are counted for each of them: the true size may be less.
        var suspicion = new Suspicion(new ExecutorPlace(executor.Id), Confidence.Medium) { FixedSeverity = Severity.Minor };
        suspicion.Doubt("peaks are polled: the highest may have been missed");
        suspicion.Prove("pythonMemory", bytes, EvidenceUnit.Bytes)
            .Prove("besideHeap", room, EvidenceUnit.Bytes)
            .Prove("filledShare", bytes / (double)room, EvidenceUnit.Ratio, null, new Threshold(MemoryThresholds.BesideHeapShare.Name, Comparison.AtLeast, limit))
            .Advise(new Remedy(
                RemedyKind.Setting,
                "Give what is not heap a fifth more than Python took.",
                null,
                "Fewer executors fit on a node.",
                "2.3",
                new SettingChange("spark.executor.memoryOverhead", inspection.Settings.Find("spark.executor.memoryOverhead"), ExecutorMemory.InMebibytes(Math.Max(bytes * 1.2, room * 1.2)))))
            .Advise("Hold less in Python: iterators of batches in mapInPandas or applyInPandas on finer keys, smaller Arrow batches, no list of a whole partition.")
            .Advise("Run fewer tasks at once in an executor (spark.executor.cores): each has its own Python worker.");
        return suspicion;
    }
}
