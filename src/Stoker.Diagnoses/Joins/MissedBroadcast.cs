using System.Globalization;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN001: a shuffled join whose small side could have been broadcast.</summary>
internal static class MissedBroadcast
{
    public const string Id = "JOIN001";

    /// <summary>More than this is not a shared CPU but a wait. [derived]</summary>
    private const double MostSlowdown = 5;

    private const string NonEmptyRatio = "spark.sql.adaptive.nonEmptyPartitionRatioForBroadcastJoin";

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
            JoinThresholds.WrittenRowNs,
            JoinThresholds.JoinedRowNs,
            JoinThresholds.JoinTaskMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var join in inspection.Operators.Where(JoinSides.IsShuffled))
        {
            if (SmallSideOf(inspection, join) is { } sides)
            {
                report.Add(Suspect(inspection, join, sides));
            }
        }
    }

    /// <summary>The sizes of a shuffled join whose small side could be broadcast instead; null when it could not.</summary>
    internal static (PlanOperator Small, PlanOperator Large, long SmallBytes, long LargeBytes)? SmallSideOf(Inspection inspection, PlanOperator join)
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
            : (isLeftSmall ? left : right, large, smallBytes, largeBytes);
    }

    private static double Fits(Inspection inspection)
    {
        var driver = inspection.Settings.ByteCount("spark.driver.memory") ?? 0;
        var executor = inspection.IsLocal ? driver : inspection.Settings.ByteCount("spark.executor.memory") ?? 0;
        var byMemory = Math.Min(driver * inspection.ValueOf(Id, JoinThresholds.DriverShare), executor * inspection.ValueOf(Id, JoinThresholds.ExecutorShare));
        return Math.Max(inspection.ValueOf(Id, JoinThresholds.SmallBroadcast), Math.Min(byMemory, inspection.ValueOf(Id, JoinThresholds.LargeBroadcast)));
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator join, (PlanOperator Small, PlanOperator Large, long SmallBytes, long LargeBytes) sides)
    {
        var (small, large, smallBytes, largeBytes) = sides;
        var suspicion = new Suspicion(join.Place, Confidence.Medium);
        suspicion.Doubt("what writing, sorting and merging the rows cost is worked out from their number");
        suspicion.Prove("smallSide", smallBytes, EvidenceUnit.Bytes)
            .Prove("largeSide", largeBytes, EvidenceUnit.Bytes, large.Place)
            .Prove("join", PlanText.WithoutIds(join.Text));
        var rows = large.Total("records read") ?? large.Total("shuffle records written") ?? 0;
        var sorts = join.Inputs.SelectMany(input => input.Below().TakeWhile(node => !Exchanges.IsShuffle(node))).Where(node => node.Name == "Sort");
        var writtenMs = Math.Max(rows * inspection.ValueOf(Id, JoinThresholds.WrittenRowNs) / 1e6, largeBytes / inspection.ValueOf(Id, JoinThresholds.ShuffleBytesPerMs));
        Claim(inspection, suspicion, large.WritingStages, Bucket.ShuffleWrite, (stage, count) => writtenMs / count * Slowdown(stage));
        var (joinedMs, sortMs, taskMs) = (rows * inspection.ValueOf(Id, JoinThresholds.JoinedRowNs) / 1e6, sorts.Sum(sort => sort.TotalMs("sort time") ?? 0), inspection.ValueOf(Id, JoinThresholds.JoinTaskMs));
        Claim(inspection, suspicion, large.ReadingStages, Bucket.FetchWait, (stage, count) => Math.Max(joinedMs / count * Slowdown(stage), sortMs / count) + (taskMs * stage.TaskCount * Slowdown(stage)));
        suspicion.Advise("Broadcast the small side: big.join(F.broadcast(small), key).", "The small side stays small.");
        var execution = join.Plan.Execution;
        if (inspection.Settings.ByteCount("spark.sql.autoBroadcastJoinThreshold", execution) is { } threshold && threshold < smallBytes)
        {
            suspicion.SameAs = threshold <= 0 ? "broadcasts off" : null; // One setting mends all of them.
            suspicion.Advise(inspection.Settings.Change("spark.sql.autoBroadcastJoinThreshold", SettingSize.AtLeast(Math.Max(10 << 20, smallBytes + 1)), "Let Spark broadcast sides up to this size.", execution));
        }
        else if (WasDemoted(inspection, join, small))
        {
            suspicion.Prove("smallSidePartitions", Exchanges.PartitionsOf(small) ?? 0, EvidenceUnit.Count, small.Place)
                .Advise(inspection.Settings.Change(NonEmptyRatio, "0", "Or let adaptive execution broadcast it: it does not where most partitions of the side are empty, as here, since it expects most tasks to end at once.", execution, "Joins whose tasks do end at once are broadcast too."));
        }

        return suspicion;
    }

    /// <summary>
    /// Whether adaptive execution kept a side from being broadcast since most of its partitions are empty (DynamicJoinSelection, DemoteBroadcastHashJoin before 3.2): it has fewer
    /// rows than that takes.
    /// </summary>
    private static bool WasDemoted(Inspection inspection, PlanOperator join, PlanOperator small) => join.Plan.IsAdaptive
        && double.TryParse(inspection.Settings.Find(NonEmptyRatio, join.Plan.Execution) ?? "0.2", NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio)
        && Exchanges.PartitionsOf(small) is { } partitions && JoinSides.RowsOf(small) is { } rows && rows < ratio * partitions;

    /// <summary>
    /// A hash lookup in the map stage takes the place of rows that are written, read, sorted and merged. What else the readers do with the joined rows, the map stage does then: it is
    /// no part of the price, but twins that joined earlier saved up to all of it.
    /// </summary>
    private static void Claim(Inspection inspection, Suspicion suspicion, IReadOnlyList<StageWork> stages, Bucket moving, Func<StageWork, int, double> msOf)
    {
        var saving = inspection.ValueOf(Id, JoinThresholds.BroadcastSaving);
        foreach (var stage in stages)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            var (moved, all) = (inspection.Ledger.Of(stage, moving), inspection.Ledger.Of(stage, Bucket.Compute));
            var expected = Math.Min(msOf(stage, stages.Count), all * saving);
            suspicion.Claim(stage, moving, moved * 0.5, moved * saving, moved)
                .Claim(stage, Bucket.Compute, expected * 0.5, expected, all * 0.95)
                .ClaimArea(stage);
        }
    }

    /// <summary>How much longer tasks held their slots than they had a CPU: they shared it, with one another or with other programs.</summary>
    internal static double Slowdown(StageWork stage) => stage.CpuMs > 0 ? Math.Clamp(stage.RunMs / (double)stage.CpuMs, 1, MostSlowdown) : 1;
}
