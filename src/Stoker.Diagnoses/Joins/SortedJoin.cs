using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN008: both sides of a join are sorted, though partitions of one side are small enough to be hashed.</summary>
internal static class SortedJoin
{
    public const string Id = "JOIN008";

    private const string LocalMap = "spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold";

    public static readonly Diagnosis Diagnosis = new(Id, "A join sorts where hashing would do", Rank.DataShape, Check)
    {
        Limits =
        [
            JoinThresholds.HashBytes,
            JoinThresholds.SortShare,
            JoinThresholds.SortMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var join in inspection.Operators.Where(node => node.Name == "SortMergeJoin" && node.Inputs.Count == 2))
        {
            if (MissedBroadcast.SmallSideOf(inspection, join) is not null || NeedsOrder(join))
            {
                continue; // A broadcast saves more: JOIN001.
            }

            var sorts = SortsOf(join);
            var sortMs = sorts.Sum(sort => sort.TotalMs("sort time") ?? 0);
            var stages = sorts.SelectMany(sort => sort.Stages).Distinct().ToList();
            var runMs = stages.Sum(stage => (double)stage.RunMs);
            if (sortMs < inspection.ValueOf(Id, JoinThresholds.SortMs) || sortMs < inspection.ValueOf(Id, JoinThresholds.SortShare) * runMs
                || HashableSide(inspection, join, stages) is not { } side)
            {
                continue;
            }

            report.Add(Suspect(inspection, join, stages, sortMs, runMs, side));
        }
    }

    /// <summary>The sorts that were made for a join alone: right below it, right above a shuffle.</summary>
    private static List<PlanOperator> SortsOf(PlanOperator join) => [.. join.Inputs.Select(input => input.Nearest(node => node.Name is not ("InputAdapter" or "Project"))).OfType<PlanOperator>().Where(node => node.Name == "Sort")];

    /// <summary>Whether something above in the same stage uses the order that the join leaves.</summary>
    private static bool NeedsOrder(PlanOperator join)
    {
        for (var at = join.Readers.FirstOrDefault(); at is not null && !Exchanges.IsShuffle(at) && !Exchanges.IsBroadcast(at) && at.Name != "Sort"; at = at.Readers.FirstOrDefault())
        {
            if (at.Name is "SortMergeJoin" or "SortAggregate" || at.Name.StartsWith("Window", StringComparison.Ordinal) || at.Name.StartsWith("FlatMapGroups", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The smaller side that may be hashed, with what its largest partition takes; null when none fits.</summary>
    private static Side? HashableSide(Inspection inspection, PlanOperator join, List<StageWork> stages)
    {
        var type = JoinSides.TypeOf(join);
        Side? best = null;
        foreach (var isLeft in (ReadOnlySpan<bool>)[true, false])
        {
            if ((type == "FullOuter" || JoinSides.CanBroadcast(type, isLeft))
                && Exchanges.FeedOf(join.Inputs[isLeft ? 0 : 1]) is { } feed && feed.Total("data size") is { } bytes
                && LargestPartition(inspection, stages, bytes) is { } largest && largest <= inspection.ValueOf(Id, JoinThresholds.HashBytes)
                && (best is null || bytes < best.Value.Bytes))
            {
                best = new Side(isLeft, bytes, largest);
            }
        }

        return best;
    }

    /// <summary>What the largest task has of a side, if the sides are spread alike; null when the log does not say what tasks read.</summary>
    private static double? LargestPartition(Inspection inspection, List<StageWork> stages, long bytes)
    {
        double? largest = null;
        foreach (var stage in stages)
        {
            if (inspection.SpreadOfData(stage) is { TotalBytes: > 0 } spread)
            {
                largest = Math.Max(largest ?? 0, bytes * (spread.LargestBytes / (double)spread.TotalBytes));
            }
        }

        return largest;
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator join, List<StageWork> stages, double sortMs, double runMs, Side side)
    {
        var suspicion = new Suspicion(join.Place, Confidence.Medium) { MostSeverity = Severity.Minor };
        suspicion.Doubt("the time of hashing instead is that of other runs");
        suspicion.Prove("sortTime", sortMs, EvidenceUnit.CoreMilliseconds)
            .Prove("sortShare", sortMs / Math.Max(1, runMs), EvidenceUnit.Ratio, null, new Threshold(JoinThresholds.SortShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, JoinThresholds.SortShare)))
            .Prove(side.IsLeft ? "leftSide" : "rightSide", side.Bytes, EvidenceUnit.Bytes)
            .Prove("largestPartition", side.LargestPartition, EvidenceUnit.Bytes)
            .Prove("join", PlanText.WithoutIds(join.Text));
        foreach (var stage in stages)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            var sorted = Math.Min(sortMs / stages.Count, inspection.Ledger.Of(stage, Bucket.Compute));
            suspicion.Claim(stage, Bucket.Compute, sorted * 0.3, sorted * 0.6, sorted * 0.9).ClaimArea(stage);
        }

        suspicion.Advise($"Hash the {(side.IsLeft ? "left" : "right")} side: {(side.IsLeft ? "left.hint(\"shuffle_hash\").join(right, key)" : "left.join(right.hint(\"shuffle_hash\"), key)")}.", "Its partitions stay small: a hash join does not spill.", "A partition that outgrows the memory of a task fails it.");
        return suspicion.Advise(inspection.Settings.Change(LocalMap, SettingSize.AtLeast(Math.Max(16 << 20, side.LargestPartition * 2)), "Let adaptive execution hash sides whose partitions are all below this size.", join.Plan.Execution, "It must be above the advisory partition size to have effect."));
    }

    private readonly record struct Side(bool IsLeft, long Bytes, double LargestPartition);
}
