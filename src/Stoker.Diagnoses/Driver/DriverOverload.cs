using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV010: the driver stands still while it collects garbage, or it takes no heartbeats, so that healthy executors count as lost.</summary>
internal static class DriverOverload
{
    public const string Id = "DRV010";

    public static readonly Diagnosis Diagnosis = new(Id, "Driver collects garbage or is overloaded", Rank.Driver, Check)
    {
        Limits =
        [
            DriverMemoryThresholds.DriverGcShare,
            DriverMemoryThresholds.MinWallMs,
            DriverMemoryThresholds.LostTogether,
            DriverMemoryThresholds.TogetherMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal)
        {
            return;
        }

        var limit = inspection.ValueOf(Id, DriverMemoryThresholds.DriverGcShare);
        var driver = inspection.Application.Executors.FirstOrDefault(executor => executor.IsDriver);
        var collected = driver?.Peaks is { IsPolled: true } peaks ? (peaks[ExecutorMetric.MinorGCTime] ?? 0) + (peaks[ExecutorMetric.MajorGCTime] ?? 0) : 0;
        if (collected >= limit * inspection.WallMs && inspection.WallMs >= inspection.ValueOf(Id, DriverMemoryThresholds.MinWallMs))
        {
            var suspicion = new Suspicion(new ExecutorPlace("driver"), Confidence.High) { FixedSeverity = Severity.Minor };
            suspicion.Prove("driverGcTime", collected, EvidenceUnit.Milliseconds)
                .Prove("driverGcShare", collected / (double)inspection.WallMs, EvidenceUnit.Ratio, null, new Threshold(DriverMemoryThresholds.DriverGcShare.Name, Comparison.AtLeast, limit))
                .Prove("majorCollections", driver?.Peaks?[ExecutorMetric.MajorGCCount] ?? 0, EvidenceUnit.Count);
            report.Add(Advise(inspection, suspicion));
        }

        if (LostTogether(inspection) is { Count: > 0 } lost)
        {
            var suspicion = new Suspicion(new ExecutorPlace("driver"), Confidence.Medium) { FixedSeverity = Severity.Minor };
            suspicion.Doubt("that the driver took no heartbeats is inferred from healthy executors lost at one time");
            suspicion.RelatedPlaces.AddRange(lost.Take(5).Select(executor => new ExecutorPlace(executor.Id)));
            suspicion.Prove("executorsLost", lost.Count, EvidenceUnit.Count)
                .Prove("hosts", lost.Select(executor => executor.Host).Distinct().Count(), EvidenceUnit.Count)
                .Prove("reason", (lost[0].RemoveReason ?? "").Split('\n')[0], new ExecutorPlace(lost[0].Id));
            report.Add(Advise(inspection, suspicion));
        }
    }

    /// <summary>The most executors on several hosts that went by their heartbeats within a span: what they have in common is the driver, or its network.</summary>
    private static List<Executor> LostTogether(Inspection inspection)
    {
        List<Executor> lost =
        [
            .. inspection.Application.Executors.Where(executor => executor.RemoveTime is not null && LossText.Read(executor.RemoveReason) == LossCause.HeartbeatLost)
                .OrderBy(executor => executor.RemoveTime).ThenBy(executor => executor.Id, StringComparer.Ordinal),
        ];
        var span = (long)inspection.ValueOf(Id, DriverMemoryThresholds.TogetherMs);
        var (from, count, end) = (0, 0, 0);
        for (var first = 0; first < lost.Count; first++)
        {
            // Those without a time are left out above.
            while (end < lost.Count && lost[end].RemoveTime!.Value.EpochMilliseconds <= lost[first].RemoveTime!.Value.EpochMilliseconds + span)
            {
                end++;
            }

            (from, count) = end - first > count ? (first, end - first) : (from, count);
        }

        var most = lost.GetRange(from, count);
        return most.Count >= inspection.ValueOf(Id, DriverMemoryThresholds.LostTogether) && most.Select(executor => executor.Host).Distinct().Count() > 1 ? most : [];
    }

    private static Suspicion Advise(Inspection inspection, Suspicion suspicion)
    {
        return suspicion
            .Advise(MemoryRemedies.MoreDriverHeap(inspection, ExecutorMemory.SizeOf(inspection.Settings, "spark.driver.memory") * 2.0))
            .Advise("Keep less in the driver: fewer tasks and shorter plans, smaller results and broadcasts, lower spark.ui.retainedTasks, retainedStages and spark.sql.ui.retainedExecutions.");
    }
}
