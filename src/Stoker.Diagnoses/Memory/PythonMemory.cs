using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
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

        var limit = inspection.ValueOf(Id, MemoryThresholds.BesideHeapShare);
        var fullest = BesideHeap.Fullest(inspection, executor => MemoryPressure.PeakOf(executor, ExecutorMetric.ProcessTreePythonRSSMemory));
        if (fullest is { } found && found.FilledShare >= limit)
        {
            report.Add(Suspect(inspection, found, limit));
        }
        else if (fullest is null && DefaultOverhead.PythonShare(inspection) > 0 && MemoryPressure.HasKilledContainer(inspection))
        {
            report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.MetricAbsent, "spark.executor.processTreeMetrics.enabled=true");
        }
    }

    private static Suspicion Suspect(Inspection inspection, BesideHeap found, double limit)
    {
        // Pages that forked workers share are counted for each of them: the true size may be less.
        var suspicion = new Suspicion(new ExecutorPlace(found.Executor.Id), Confidence.Medium) { FixedSeverity = Severity.Minor };
        suspicion.Doubt("peaks are polled: the highest may have been missed");
        suspicion.Prove("pythonMemory", found.Bytes, EvidenceUnit.Bytes)
            .Prove("besideHeap", found.Room, EvidenceUnit.Bytes)
            .Prove("filledShare", found.FilledShare, EvidenceUnit.Ratio, null, new Threshold(MemoryThresholds.BesideHeapShare.Name, Comparison.AtLeast, limit))
            .Advise(MemoryRemedies.MoreBesideHeap(inspection, "Give what is not heap a fifth more than Python took.", Math.Max(found.Bytes, found.Room) * 1.2))
            .Advise("Hold less in Python: iterators of batches in mapInPandas or applyInPandas on finer keys, smaller Arrow batches, no list of a whole partition.")
            .Advise("Run fewer tasks at once in an executor (spark.executor.cores): each has its own Python worker.");
        return suspicion;
    }
}
