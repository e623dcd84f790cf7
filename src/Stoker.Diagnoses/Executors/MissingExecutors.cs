using Stoker.Diagnoses.Memory;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC007: the cluster gave fewer executors than were asked for, while tasks waited. Those that came and died are not missing.</summary>
internal static class MissingExecutors
{
    public const string Id = "EXEC007";

    private const string Key = "spark.executor.instances";

    public static readonly Diagnosis Diagnosis = new(Id, "Fewer executors than asked for", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorShapeThresholds.GotShare,
            ExecutorShapeThresholds.MissingTimeShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        // A standalone master goes by cores (spark.cores.max), whatever number was asked for.
        if (!ExecutorMemory.HasContainers(inspection) || inspection.Settings.IsOn("spark.dynamicAllocation.enabled") != false
            || inspection.Settings.Number(Key) is not (> 1 and var asked) || inspection.Curve.Lives.Count == 0)
        {
            return;
        }

        var share = inspection.ValueOf(Id, ExecutorShapeThresholds.GotShare);
        List<(StageWork Stage, double Got)> lacking = [];
        var registered = new SlotSupply(inspection.Curve.Lives.Select(life => (life.StartMs, long.MaxValue, 1)));
        foreach (var stage in inspection.Stages)
        {
            // Executors that had registered by then, dead ones included, on average over the stage.
            var got = registered.Between(stage.StartMs, stage.EndMs) / Math.Max(1, stage.WallMs);
            if (got >= 1 && got < share * asked && stage.TaskCount > inspection.SlotsOf(stage))
            {
                lacking.Add((stage, got));
            }
        }

        var length = Math.Min(inspection.WallMs, lacking.Sum(found => found.Stage.WallMs));
        if (lacking.Count == 0 || length < inspection.ValueOf(Id, ExecutorShapeThresholds.MissingTimeShare) * inspection.WallMs)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.Medium) { Basis = Basis.Bounded };
        suspicion.Doubt("how many executors were asked for is worked out from the settings and the waiting tasks");
        suspicion.Prove("asked", asked, EvidenceUnit.Count, new SettingPlace(Key))
            .Prove("registered", inspection.Application.Executors.Count(executor => !executor.IsDriver), EvidenceUnit.Count)
            .Prove("timeShort", length, EvidenceUnit.Milliseconds);
        foreach (var (stage, got) in lacking)
        {
            // With all of them a stage ends earlier by what was missing at most, as far as it has tasks for them.
            var missing = stage.WallMs * (1 - (got / asked));
            suspicion.ClaimTail(stage, missing * 0.3, missing * 0.6, missing);
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
        }

        report.Add(suspicion.Advise(new Remedy(RemedyKind.Cluster, "Ask the queue or the nodes what fits: heap and overhead of an executor by the memory of a node, cores by its cores; then the quota."))
            .Advise(new Remedy(RemedyKind.Cluster, "Where the cluster is full, smaller executors are placed sooner than large ones.")));
    }
}
