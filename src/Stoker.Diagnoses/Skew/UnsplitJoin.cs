using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.Skew;

/// <summary>SKEW003: adaptive execution is on but did not split the hot partition of a join. It explains SKEW001, which has the price.</summary>
internal static class UnsplitJoin
{
    public const string Id = "SKEW003";

    public static readonly Diagnosis Diagnosis = new(Id, "AQE is on but did not split the hot join partition", Rank.DataShape, Check);

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            if (stage.ShuffleReadBytes == 0 || SkewSearch.Of(inspection, stage, SkewedShuffle.Id) is not { } spread)
            {
                continue;
            }

            var exchanges = SkewSearch.ExchangesOf(inspection, stage);
            var join = exchanges.Select(Exchanges.ConsumerOf).FirstOrDefault(node => node?.Name is "SortMergeJoin" or "ShuffledHashJoin");
            if (join is null || !join.Plan.IsAdaptive || exchanges.Any(exchange => exchange.Readers.Any(SkewedShuffle.IsSplit)))
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.Medium);
            suspicion.Doubt("why Spark left it whole is inferred from the settings and the kind of join");
            suspicion.FixedSeverity = Severity.Info;
            suspicion.RelatedPlaces.Add(join.Place);
            Explain(inspection, suspicion, join, spread);
            report.Add(suspicion);
        }
    }

    private static void Explain(Inspection inspection, Suspicion suspicion, PlanOperator join, TaskSpread spread)
    {
        const string Prefix = "spark.sql.adaptive.";
        var execution = join.Plan.Execution;
        var threshold = inspection.Settings.ByteCount(Prefix + "skewJoin.skewedPartitionThresholdInBytes", execution) ?? 256L << 20;
        suspicion.Evidence.Add(EvidenceItem.Of("joinType", PlanText.WithoutIds(join.Text), join.Place));
        suspicion.Evidence.Add(EvidenceItem.Of("largestRead", spread.Slowest.Bytes, EvidenceUnit.Bytes, suspicion.Place));
        if (inspection.Settings.IsOn(Prefix + "skewJoin.enabled", execution) == false)
        {
            suspicion.Evidence.Add(EvidenceItem.Of("reason", "skewJoinOff", join.Place));
            Add(inspection.Settings.Change(Prefix + "skewJoin.enabled", "true", "Let adaptive execution split skewed join partitions.", execution));
        }
        else if (spread.Slowest.Bytes < threshold)
        {
            suspicion.Evidence.Add(EvidenceItem.Of("reason", "belowThreshold", join.Place));
            suspicion.Evidence.Add(EvidenceItem.Of("threshold", threshold, EvidenceUnit.Bytes, join.Place));
            Add(inspection.Settings.Change(Prefix + "skewJoin.skewedPartitionThresholdInBytes", SkewedShuffle.SkewedFrom(spread.Slowest.Bytes), "Call a partition skewed from a size that fits this data.", execution));
        }
        else
        {
            suspicion.Evidence.Add(EvidenceItem.Of("reason", "joinTypeOrExtraShuffle", join.Place));
            Add(inspection.Settings.Change(Prefix + "forceOptimizeSkewedJoin", "true", "Split it even when that takes another shuffle.", execution, "An extra shuffle."));
        }

        suspicion.Remedies.Add(new Remedy(RemedyKind.Code, "Salt the hot key on both sides."));

        void Add(Remedy? remedy)
        {
            if (remedy is not null)
            {
                suspicion.Remedies.Add(remedy);
            }
        }
    }
}
