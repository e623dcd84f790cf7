using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN001: a shuffled join whose small side could have been broadcast.</summary>
internal static class MissedBroadcast
{
    public const string Id = "JOIN001";

    public static readonly Diagnosis Diagnosis = new(Id, "A shuffled join could have been a broadcast join", Rank.DataShape, Check)
    {
        Limits =
        [
            JoinThresholds.SideRatio,
            JoinThresholds.DriverShare,
            JoinThresholds.ExecutorShare,
            JoinThresholds.SmallBroadcast,
            JoinThresholds.LargeBroadcast,
            JoinThresholds.BroadcastSaving,
            JoinThresholds.ShuffleBytesPerMs,
            JoinThresholds.BroadcastWorkSaving,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var join in inspection.Operators.Where(JoinSides.IsShuffled))
        {
            if (SmallSideOf(inspection, join) is { } sides)
            {
                report.Add(Suspect(inspection, join, sides.Large, sides.SmallBytes, sides.LargeBytes));
            }
        }
    }

    /// <summary>The sizes of a shuffled join whose small side could be broadcast instead; null when it could not.</summary>
    internal static (PlanOperator Large, long SmallBytes, long LargeBytes)? SmallSideOf(Inspection inspection, PlanOperator join)
    {
        if (Exchanges.BoundOf(join.Inputs[0]) is not { } left || Exchanges.BoundOf(join.Inputs[1]) is not { } right
            || left.Total("data size") is not { } leftBytes || right.Total("data size") is not { } rightBytes)
        {
            return null;
        }

        var isLeftSmall = leftBytes < rightBytes;
        var large = isLeftSmall ? right : left;
        var (smallBytes, largeBytes) = isLeftSmall ? (leftBytes, rightBytes) : (rightBytes, leftBytes);
        return large != Exchanges.FeedOf(join.Inputs[isLeftSmall ? 1 : 0]) // An aggregate needs its shuffle, whatever the join does.
            || smallBytes > Fits(inspection) || largeBytes < inspection.ValueOf(Id, JoinThresholds.SideRatio) * smallBytes
            || !JoinSides.CanBroadcast(JoinSides.TypeOf(join), isLeftSmall) || large.WritingStages.Count == 0
            ? null
            : (large, smallBytes, largeBytes);
    }

    private static double Fits(Inspection inspection)
    {
        var driver = inspection.Settings.ByteCount("spark.driver.memory") ?? 0;
        var executor = inspection.IsLocal ? driver : inspection.Settings.ByteCount("spark.executor.memory") ?? 0;
        var byMemory = Math.Min(driver * inspection.ValueOf(Id, JoinThresholds.DriverShare), executor * inspection.ValueOf(Id, JoinThresholds.ExecutorShare));
        return Math.Max(inspection.ValueOf(Id, JoinThresholds.SmallBroadcast), Math.Min(byMemory, inspection.ValueOf(Id, JoinThresholds.LargeBroadcast)));
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator join, PlanOperator large, long smallBytes, long largeBytes)
    {
        var suspicion = new Suspicion(join.Place, Confidence.Medium);
        suspicion.Doubt("what sorting and serializing the rows cost is worked out from their size");
        suspicion.Prove("smallSide", smallBytes, EvidenceUnit.Bytes)
            .Prove("largeSide", largeBytes, EvidenceUnit.Bytes, large.Place)
            .Prove("join", PlanText.WithoutIds(join.Text));
        var saving = inspection.ValueOf(Id, JoinThresholds.BroadcastSaving);
        var serialization = largeBytes / inspection.ValueOf(Id, JoinThresholds.ShuffleBytesPerMs);
        foreach (var stage in large.WritingStages)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            var write = inspection.Ledger.Of(stage, Bucket.ShuffleWrite);
            suspicion.Claim(stage, Bucket.ShuffleWrite, write * 0.6, write * saving, write);
            Compute(stage, serialization / large.WritingStages.Count, inspection.ValueOf(Id, JoinThresholds.BroadcastWorkSaving) / 3);
        }

        var sorts = join.Inputs.SelectMany(input => input.Below().TakeWhile(node => !Exchanges.IsShuffle(node))).Where(node => node.Name == "Sort").ToList();
        var sortMs = sorts.Sum(sort => sort.TotalMs("sort time") ?? 0);
        foreach (var stage in large.ReadingStages)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            var wait = inspection.Ledger.Of(stage, Bucket.FetchWait);
            suspicion.Claim(stage, Bucket.FetchWait, wait * 0.5, wait * saving, wait);
            Compute(stage, (serialization + sortMs) / large.ReadingStages.Count, inspection.ValueOf(Id, JoinThresholds.BroadcastWorkSaving));
        }

        foreach (var stage in large.WritingStages.Concat(large.ReadingStages))
        {
            inspection.Relate(suspicion, stage);
            suspicion.ClaimArea(stage);
        }

        suspicion.Advise("Broadcast the small side: big.join(F.broadcast(small), key).", "The small side stays small.");
        var execution = join.Plan.Execution;
        if (inspection.Settings.ByteCount("spark.sql.autoBroadcastJoinThreshold", execution) is { } threshold && threshold < smallBytes)
        {
            suspicion.Advise(inspection.Settings.Change("spark.sql.autoBroadcastJoinThreshold", SettingSize.AtLeast(Math.Max(10 << 20, smallBytes + 1)), "Let Spark broadcast sides up to this size.", execution));
        }

        return suspicion;

        // A hash lookup in the map stage takes the place of rows that are written, read, sorted and merged; and columns are computed only of rows that match, at most all of them.
        void Compute(Work.StageWork stage, double milliseconds, double least)
        {
            var all = inspection.Ledger.Of(stage, Bucket.Compute);
            var shuffled = Math.Min(milliseconds * saving, all * 0.8);
            suspicion.Claim(stage, Bucket.Compute, shuffled * 0.5, Math.Max(shuffled, all * least), all * 0.95);
        }
    }
}
