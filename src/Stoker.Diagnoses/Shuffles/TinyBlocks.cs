using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF009: a shuffle in a million blocks of some kilobytes: each is asked for, found and opened by itself.</summary>
internal static class TinyBlocks
{
    public const string Id = "SHUF009";

    public static readonly Diagnosis Diagnosis = new(Id, "Too many tiny shuffle blocks", Rank.Plan, Check)
    {
        Limits =
        [
            ShuffleThresholds.TinyBlocks,
            ShuffleThresholds.TinyBlockBytes,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            var blocks = BlocksOf(stage);
            if (blocks < inspection.ValueOf(Id, ShuffleThresholds.TinyBlocks) || stage.ShuffleReadBytes >= inspection.ValueOf(Id, ShuffleThresholds.TinyBlockBytes) * blocks)
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.High);
            suspicion.Basis = Basis.Bounded;
            suspicion.Prove("blocks", blocks, EvidenceUnit.Count, null, new Threshold(ShuffleThresholds.TinyBlocks.Name, Comparison.AtLeast, inspection.ValueOf(Id, ShuffleThresholds.TinyBlocks)))
                .Prove("meanBlock", stage.ShuffleReadBytes / (double)blocks, EvidenceUnit.Bytes)
                .Prove("tasks", stage.TaskCount, EvidenceUnit.Count)
                .Prove("blocksPerTask", blocks / (double)Math.Max(1, stage.TaskCount), EvidenceUnit.Count)
                .Prove("fetchWait", stage.FetchWaitMs, EvidenceUnit.CoreMilliseconds);
            foreach (var bucket in (ReadOnlySpan<Bucket>)[Bucket.FetchWait, Bucket.Overhead])
            {
                var spent = inspection.Ledger.Of(stage, bucket);
                suspicion.Claim(stage, bucket, spent * 0.25, spent * 0.5, spent * 0.9);
            }

            suspicion.ClaimArea(stage).Advise("Blocks are map tasks × partitions: make fewer of either. Read in larger splits or coalesce() before the shuffle, and make as many partitions as the data needs.");
            if (inspection.Settings.Find("spark.master") == "yarn")
            {
                suspicion.Advise(inspection.Settings.Change("spark.shuffle.push.enabled", "true", "Let the shuffle service merge blocks (push-based shuffle).", risk: "It needs spark.shuffle.service.enabled, and the merging service on each node manager."));
            }

            report.Add(suspicion);
        }
    }

    private static long BlocksOf(StageWork stage) => (stage.Stage.Totals[TaskMetric.ShuffleRemoteBlocksFetched] ?? 0) + (stage.Stage.Totals[TaskMetric.ShuffleLocalBlocksFetched] ?? 0);
}
