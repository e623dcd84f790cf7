using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Caching;

/// <summary>CACHE004: cached data is kept behind its last use while later stages lack the memory. What they lose is told by the rules on memory.</summary>
internal static class HeldCache
{
    public const string Id = "CACHE004";

    public static readonly Diagnosis Diagnosis = new(Id, "Cache never released", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.UnreadShare,
            CacheThresholds.PressureMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var rdd in inspection.Application.CachedRdds.Where(rdd => rdd.Level is { IsValid: true, UseMemory: true } && !rdd.IsUnpersisted))
        {
            var uses = UnusedCache.UsesOf(inspection, rdd);
            if (uses.Count == 0)
            {
                continue;
            }

            var lastUse = uses.Max(stage => stage.EndMs);
            var unread = inspection.Curve.EndMs - lastUse;
            if (unread < inspection.ValueOf(Id, CacheThresholds.UnreadShare) * inspection.WallMs)
            {
                continue;
            }

            var pressure = inspection.Stages.Where(stage => stage.StartMs >= lastUse).Sum(stage => stage.ExcessGcMs + stage.SpillMs);
            if (pressure >= inspection.ValueOf(Id, CacheThresholds.PressureMs))
            {
                report.Add(Suspect(uses[^1], new Held(rdd.Name, rdd.PeakMemoryUsed?.Value, unread, pressure)));
            }
        }
    }

    private static Suspicion Suspect(StageWork lastUse, Held held)
    {
        var suspicion = new Suspicion(new StagePlace(lastUse.Stage.Id), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("whether the program needs the cache again later is not in the log");
        suspicion.Prove("rdd", PlanText.CachedName(held.Name))
            .Prove("unreadTime", held.UnreadMs, EvidenceUnit.Milliseconds)
            .Prove("spillAndCollection", held.PressureMs, EvidenceUnit.CoreMilliseconds);
        if (held.Bytes is > 0 and var bytes)
        {
            suspicion.Prove("memoryHeld", bytes, EvidenceUnit.Bytes);
        }

        return suspicion.Advise("Call df.unpersist() behind the last action that reads it.");
    }

    private sealed record Held(string Name, long? Bytes, long UnreadMs, double PressureMs);
}
