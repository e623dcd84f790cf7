using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF006: rows are sorted as a whole, and a shuffle or a hash aggregation above loses the order.</summary>
internal static class LostOrder
{
    public const string Id = "SHUF006";

    public static readonly Diagnosis Diagnosis = new(Id, "A global sort whose order is lost", Rank.Plan, Check) { Limits = [ShuffleThresholds.NeedlessBytes, ShuffleThresholds.SerializedBytesPerMs] };

    private static readonly string[] UseOrder = ["first(", "last(", "collect_list(", "first_value(", "last_value(", "listagg(", "string_agg("];

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var sort in inspection.Operators.Where(node => node.Name == "Sort" && node.Text.Contains("], true, ", StringComparison.Ordinal)))
        {
            if (Exchanges.FeedOf(sort) is not { } exchange || !exchange.Text.Contains("rangepartitioning", StringComparison.Ordinal)
                || (exchange.Total("data size") ?? 0) < inspection.ValueOf(Id, ShuffleThresholds.NeedlessBytes) || LoserOf(sort) is not { } loser)
            {
                continue;
            }

            var sortMs = sort.TotalMs("sort time") ?? 0;
            var suspicion = new Suspicion(sort.Place, Confidence.High);
            suspicion.RelatedPlaces.Add(loser.Place);
            suspicion.Prove("sort", PlanText.WithoutIds(sort.Text))
                .Prove("dataSize", exchange.Total("data size") ?? 0, EvidenceUnit.Bytes, exchange.Place)
                .Prove("sortTime", sortMs, EvidenceUnit.CoreMilliseconds)
                .Prove("orderLostIn", loser.Name + (Exchanges.IsShuffle(loser) ? " " + Exchanges.KeysOf(loser) : ""), loser.Place);
            ShufflePrice.Claim(inspection, suspicion, exchange, inspection.ValueOf(Id, ShuffleThresholds.SerializedBytesPerMs), sortMs);
            report.Add(suspicion.Advise("Drop the orderBy, or move it behind the last shuffle, where the order is wanted.")
                .Advise("Where only neighbours within a partition matter, sortWithinPartitions sorts without a shuffle."));
        }
    }

    /// <summary>The shuffle or hash aggregation that loses the order of a sort; null when the order may be used, or is not lost.</summary>
    private static PlanOperator? LoserOf(PlanOperator sort)
    {
        if (sort.Readers.Count != 1)
        {
            return null;
        }

        for (var at = sort.Readers[0]; ; at = at.Readers[0])
        {
            if (at.Name is "HashAggregate" or "ObjectHashAggregate" && !UseOrder.Any(name => at.Text.Contains(name, StringComparison.OrdinalIgnoreCase)) && !PlanText.IsCut(at.Text))
            {
                return at;
            }

            // A shuffle to one partition keeps the order of partitions that are fetched in order by chance only; who collects one row group by group relies on it.
            if (Exchanges.IsShuffle(at))
            {
                return Exchanges.IsSinglePartition(at) ? null : at;
            }

            if (at.Readers.Count != 1 || !(at.Name is "Project" or "Filter" or "InputAdapter" || PythonNodes.IsPython(at)))
            {
                return null;
            }
        }
    }
}
