using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Partitions;

/// <summary>PART005: without adaptive execution one partition count serves every shuffle, and it fits most of them badly.</summary>
internal static class MisfitPartitionCount
{
    public const string Id = "PART005";

    private const string Key = "spark.sql.shuffle.partitions";

    public static readonly Diagnosis Diagnosis = new(Id, "One shuffle partition count fits none of the shuffles", Rank.Configuration, Check)
    {
        Limits =
        [
            PartitionThresholds.MinExchanges,
            PartitionThresholds.MisfitShare,
            PartitionThresholds.SmallPartitionBytes,
            PartitionThresholds.LargePartitionBytes,
            PartitionThresholds.TaskCostMs,
            PartitionThresholds.WastedTaskMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsStreaming)
        {
            return; // Its state has the partitions of its first batch.
        }

        var exchanges = inspection.Plans.Where(plan => !plan.IsAdaptive).SelectMany(plan => plan.Operators).Where(IsBySetting).ToList();
        var small = exchanges.Where(exchange => SizeOf(exchange) < inspection.ValueOf(Id, PartitionThresholds.SmallPartitionBytes)).ToList();
        var large = exchanges.Where(exchange => SizeOf(exchange) > inspection.ValueOf(Id, PartitionThresholds.LargePartitionBytes)).ToList();
        if (exchanges.Count < inspection.ValueOf(Id, PartitionThresholds.MinExchanges)
            || small.Count + large.Count < inspection.ValueOf(Id, PartitionThresholds.MisfitShare) * exchanges.Count
            || (large.Count == 0 && WastedMs(inspection, small) < inspection.ValueOf(Id, PartitionThresholds.WastedTaskMs)))
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(Key), Confidence.High) { Groups = ["PART001", "PART004"] };
        suspicion.RelatedPlaces.AddRange(small.Concat(large).Take(5).Select(exchange => exchange.Place));
        suspicion.Prove("shuffles", exchanges.Count, EvidenceUnit.Count)
            .Prove("withSmallPartitions", small.Count, EvidenceUnit.Count)
            .Prove("withLargePartitions", large.Count, EvidenceUnit.Count)
            .Prove("smallest", exchanges.Min(SizeOf), EvidenceUnit.Bytes)
            .Prove("largest", exchanges.Max(SizeOf), EvidenceUnit.Bytes);
        if (inspection.Settings.Find(Key) is { } value)
        {
            suspicion.Prove(Key, value);
        }

        suspicion.Advise(inspection.Settings.Change("spark.sql.adaptive.enabled", "true", "Let Spark choose the number of partitions of each shuffle by its size."));
        report.Add(suspicion);
    }

    /// <summary>Whether a shuffle was written and has as many partitions as the setting says: the operators asked for it, not the program.</summary>
    private static bool IsBySetting(PlanOperator exchange) =>
        Exchanges.IsShuffle(exchange) && !Exchanges.IsAsked(exchange) && !Exchanges.IsSinglePartition(exchange) && exchange.WritingStages.Count > 0 && Exchanges.PartitionsOf(exchange) > 1;

    /// <summary>Written bytes of a partition, on average.</summary>
    private static double SizeOf(PlanOperator exchange) => (exchange.Total("shuffle bytes written") ?? 0) / (double)(Exchanges.PartitionsOf(exchange) ?? 1);

    /// <summary>Time that tasks of partitions that are too small take to start and to end.</summary>
    private static double WastedMs(Inspection inspection, IEnumerable<PlanOperator> exchanges) => exchanges.SelectMany(exchange => exchange.ReadingStages).Distinct()
        .Sum(stage => stage.OverheadMs + (inspection.ValueOf(Id, PartitionThresholds.TaskCostMs) * stage.TaskCount));
}
