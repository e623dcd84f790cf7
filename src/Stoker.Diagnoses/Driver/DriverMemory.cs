using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
using Stoker.Model.Executors;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV004: the driver's heap was full, or the driver died of it. In local mode the driver is the executor, and the MEM rules speak.</summary>
internal static class DriverMemory
{
    public const string Id = "DRV004";

    private const int HeapExhausted = 52;
    private const int Killed = 137;

    /// <summary>Spark's context cleaner asks for a full collection this often (spark.cleaner.periodicGC.interval).</summary>
    private const long PeriodicCollectionMs = 1_800_000;

    private static readonly ExecutorPlace Driver = new("driver");

    public static readonly Diagnosis Diagnosis = new(Id, "Driver memory near or over its limit", Rank.Losses, Check)
    {
        Limits =
        [
            DriverMemoryThresholds.HeapHigh,
            DriverMemoryThresholds.ResultHeapShare,
            DriverMemoryThresholds.LastMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var driver = inspection.Application.Executors.FirstOrDefault(executor => executor.IsDriver);
        var heap = driver is null ? null : ExecutorMemory.HeapOf(inspection, driver);
        if (inspection.Application.ExitCode is HeapExhausted or Killed)
        {
            report.Add(Death(inspection, inspection.Application.ExitCode.Value, heap));
            return;
        }

        if (inspection.IsLocal || driver is null || heap is not { } bytes)
        {
            return;
        }

        if (MemoryPressure.PeakOf(driver, ExecutorMetric.JVMHeapMemory) is { } peak)
        {
            CheckPeak(inspection, report, driver, peak, bytes);
        }
        else
        {
            CheckResults(inspection, report, bytes);
        }
    }

    private static void CheckPeak(Inspection inspection, Report report, Executor driver, long peak, long heap)
    {
        var limit = inspection.ValueOf(Id, DriverMemoryThresholds.HeapHigh);
        if (peak < limit * heap)
        {
            return;
        }

        // A young generation fills up before it is collected: only collections of the whole heap say that it was short, but for those that Spark asks for.
        var whole = (driver.Peaks?[ExecutorMetric.MajorGCCount] ?? 0) - (inspection.WallMs / PeriodicCollectionMs);
        var suspicion = new Suspicion(Driver, Confidence.Medium) { FixedSeverity = whole >= 2 ? Severity.Minor : Severity.Info };
        suspicion.Doubt("peaks are polled; a heap fills up before it is collected");
        suspicion.Prove("peakHeap", peak, EvidenceUnit.Bytes)
            .Prove("driverHeap", heap, EvidenceUnit.Bytes)
            .Prove("peakShare", peak / (double)heap, EvidenceUnit.Ratio, null, new Threshold(DriverMemoryThresholds.HeapHigh.Name, Comparison.AtLeast, limit))
            .Prove("majorCollections", driver.Peaks?[ExecutorMetric.MajorGCCount] ?? 0, EvidenceUnit.Count);
        report.Add(Advise(inspection, suspicion, heap));
    }

    /// <summary>Without polls of the driver only a log that stops short behind a large result tells anything, and not for sure: whoever kills a driver leaves such a log too.</summary>
    private static void CheckResults(Inspection inspection, Report report, long heap)
    {
        var least = inspection.ValueOf(Id, DriverMemoryThresholds.ResultHeapShare) * heap;
        var mayRun = inspection.Application.Reading.Files.Any(file => file.EndsWith(".inprogress", StringComparison.Ordinal));
        var fromMs = inspection.Application.IsComplete || mayRun ? long.MinValue : inspection.Curve.EndMs - (long)inspection.ValueOf(Id, DriverMemoryThresholds.LastMs);
        var pulled = inspection.Collects.Where(collect => collect.Bytes >= least && collect.Stage.EndMs >= fromMs).MaxBy(collect => collect.Bytes);
        if (pulled is null)
        {
            return;
        }

        if (fromMs == long.MinValue)
        {
            if (inspection.Settings.Version >= new SparkVersion(3, 0))
            {
                report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.MetricAbsent, "spark.eventLog.logStageExecutorMetrics=true");
            }

            return;
        }

        var suspicion = new Suspicion(Driver, Confidence.Low) { FixedSeverity = Severity.Info };
        suspicion.Doubt("the log ends without saying why: an exit by other means looks the same");
        suspicion.RelatedPlaces.Add(new JobPlace(pulled.Job.Id));
        suspicion.Prove("resultSize", pulled.Bytes, EvidenceUnit.Bytes, new StagePlace(pulled.Stage.Stage.Id))
            .Prove("driverHeap", heap, EvidenceUnit.Bytes)
            .Prove("logEndsAfter", Math.Max(0, inspection.Curve.EndMs - pulled.Stage.EndMs), EvidenceUnit.Milliseconds);
        report.Add(Advise(inspection, suspicion, heap));
    }

    private static Suspicion Death(Inspection inspection, int exitCode, long? heap)
    {
        // 137 is a kill; memory is the usual reason, not the only one. Not every kill leaves it: a Python program killed under spark-submit leaves 0 (Spark 4.3.0).
        var suspicion = new Suspicion(Driver, exitCode == HeapExhausted ? Confidence.High : Confidence.Low) { FixedSeverity = Severity.Critical };
        suspicion.Doubt("memory is the usual reason of exit code 137, not the only one");
        suspicion.Prove("exitCode", exitCode, EvidenceUnit.Count, new ApplicationPlace());
        if (heap is { } bytes)
        {
            suspicion.Prove("driverHeap", bytes, EvidenceUnit.Bytes);
        }

        if (exitCode == Killed)
        {
            suspicion.Advise("Look for the killer: the kernel's log or the container's status says OOMKilled when it was memory. A Python driver's own memory (pandas) is beside the heap: spark.driver.memoryOverhead.");
        }

        return Advise(inspection, suspicion, heap);
    }

    private static Suspicion Advise(Inspection inspection, Suspicion suspicion, long? heap)
    {
        return suspicion.Advise("Bring less to the driver: aggregate or limit before collect and toPandas, write results to storage, broadcast smaller tables.")
            .Advise(MemoryRemedies.MoreDriverHeap(inspection, heap * 1.5));
    }
}
