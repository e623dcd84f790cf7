using System.Globalization;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART007: adaptive execution judges partitions by their bytes, and merges few bytes with much work into too few tasks.</summary>
internal static class MergedTooFar
{
    public const string Id = "PART007";

    private const string Prefix = "spark.sql.adaptive.coalescePartitions.";

    public static readonly Diagnosis Diagnosis = new(Id, "AQE merged too much", Rank.DataShape, Check)
    {
        Limits =
        [
            .. FewTasksPrice.Limits,
            PartitionThresholds.LowParallelRatio,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => FewTasksPrice.IsStarved(inspection, stage, Id, PartitionThresholds.LowParallelRatio)))
        {
            var exchanges = Skew.SkewSearch.ExchangesOf(inspection, stage);
            if (exchanges.Count > 0 && exchanges.All(exchange => Skew.MergedPeers.IsMerged(exchange) && PartitionsWithData(exchange) > stage.TaskCount))
            {
                report.Add(Suspect(inspection, stage, exchanges[0]));
            }
        }
    }

    /// <summary>Partitions of a shuffle before they were merged, without the empty ones where Spark counts these (4.3 does, 3.5 does not).</summary>
    private static long PartitionsWithData(PlanOperator exchange) =>
        (Exchanges.PartitionsOf(exchange) ?? 0) - (exchange.Readers.Where(Exchanges.IsAdaptiveRead).Max(read => read.Total("number of empty partitions")) ?? 0);

    private static Suspicion Suspect(Inspection inspection, StageWork stage, PlanOperator exchange)
    {
        var suspicion = inspection.Suspect(stage, Confidence.Medium);
        suspicion.Doubt("what more tasks would save depends on how the work divides");
        suspicion.RelatedPlaces.Add(exchange.Place);
        suspicion.Prove("partitionsBefore", PartitionsWithData(exchange), EvidenceUnit.Count, exchange.Place)
            .Prove("partitioning", Exchanges.KeysOf(exchange), exchange.Place);
        FewTasksPrice.Claim(inspection, suspicion, stage, PartitionsWithData(exchange));
        var wanted = Math.Ceiling(inspection.SlotsOf(stage) * 2).ToString(CultureInfo.InvariantCulture);
        var keys = Exchanges.KeysOf(exchange);
        suspicion.Advise($"Say how many partitions the heavy step needs, which adaptive execution keeps: df.repartition({wanted}, key) right before it.", $"There are several keys in {keys}.");
        var execution = exchange.Plan.Execution;
        var kilobytes = Math.Max(1, (long)(stage.ShuffleReadBytes / inspection.SlotsOf(stage) / 2) >> 10).ToString(CultureInfo.InvariantCulture);
        return suspicion.Advise(inspection.Settings.IsOn(Prefix + "parallelismFirst", execution) == false
            ? inspection.Settings.Change(Prefix + "parallelismFirst", "true", "Let adaptive execution keep a partition for each core before it minds their size.", execution)
            : inspection.Settings.Change(Prefix + "minPartitionSize", kilobytes + "KB", "Let adaptive execution keep small partitions, so that each core has one.", execution, "Tiny tasks in the other queries of the session."));
    }
}
