using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL004: the driver gave an executor up since it heard nothing of it: a long collection, an overloaded machine, or the network.</summary>
internal static class HeartbeatLost
{
    public const string Id = "FAIL004";

    public static readonly Diagnosis Diagnosis = new(Id, "Executors lost by heartbeat", Rank.Losses, Check) { Limits = [FailureThresholds.GcShare] };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || LossSearch.Of(inspection, LossCause.HeartbeatLost, isFixed: true) is not { } suspicion)
        {
            return;
        }

        var limit = inspection.ValueOf(Id, FailureThresholds.GcShare);
        var share = GcShareOf(inspection);
        if (share is { } known)
        {
            suspicion.Prove("gcShareOfLostExecutors", known, EvidenceUnit.Ratio, null, known >= limit ? new Threshold(FailureThresholds.GcShare.Name, Comparison.AtLeast, limit) : null);
        }

        if (share >= limit)
        {
            suspicion.Advise(MemoryRemedies.MoreHeap(inspection, 2)).Advise("Make fewer objects in what ran there (MEM002): long collections stop the heartbeat too.");
        }
        else
        {
            suspicion.Advise("Look at the machine at that time: its load, its disks and its network, and the executor's own log.");
        }

        suspicion.Advise(inspection.Settings.Change("spark.network.timeout", "600s", "Wait longer for an executor, once the cause of the pauses is known and they are short.", risk: "An executor that is really dead is noticed later."));
        report.Add(suspicion);
    }

    /// <summary>Collection to task time on the executors that were lost; null when none of them ended a task.</summary>
    private static double? GcShareOf(Inspection inspection)
    {
        var lost = inspection.Application.Executors.Where(executor => LossText.Read(executor.RemoveReason) == LossCause.HeartbeatLost).ToList();
        var taskMs = lost.Sum(executor => (double)executor.TotalDuration.Value);
        return taskMs > 0 ? Math.Min(1, lost.Sum(executor => executor.TotalGcTime.Value) / taskMs) : null;
    }
}
