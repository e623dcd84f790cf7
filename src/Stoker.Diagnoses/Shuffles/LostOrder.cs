using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF006: rows are sorted as a whole, and a shuffle or a hash aggregation above loses the order.</summary>
internal static class LostOrder
{
    public const string Id = "SHUF006";

    public static readonly Diagnosis Diagnosis = new(Id, "A global sort whose order is lost", Rank.Plan, Check) { Limits = [ShuffleThresholds.NeedlessBytes, ShuffleThresholds.SerializedBytesPerMs] };

    private static readonly string[] KeepOrder = ["collect_list(", "listagg(", "string_agg("];

    /// <summary>Aggregates that take the row they meet first or last; dropDuplicates is made of them.</summary>
    private static readonly string[] PickRows = ["first(", "last(", "first_value(", "last_value("];

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
            var picks = PickRows.Any(name => loser.Text.Contains(name, StringComparison.OrdinalIgnoreCase));
            var suspicion = new Suspicion(sort.Place, picks ? Confidence.Medium : Confidence.High);
            suspicion.RelatedPlaces.Add(loser.Place);
            suspicion.Prove("sort", PlanText.WithoutIds(sort.Text))
                .Prove("dataSize", exchange.Total("data size") ?? 0, EvidenceUnit.Bytes, exchange.Place)
                .Prove("sortTime", sortMs, EvidenceUnit.CoreMilliseconds)
                .Prove("orderLostIn", loser.Name + (Exchanges.IsShuffle(loser) ? " " + Exchanges.KeysOf(loser) : ""), loser.Place);
            ShufflePrice.Claim(inspection, suspicion, exchange, inspection.ValueOf(Id, ShuffleThresholds.SerializedBytesPerMs), sortMs);
            ClaimSampling(inspection, suspicion, exchange);
            if (picks)
            {
                suspicion.Doubt("the aggregate takes the row that it meets first, which the sort mostly, but not surely, decides");
                report.Add(suspicion.Advise("Let the aggregate itself say which row of a key it takes, without the sort: groupBy(key).agg(F.max_by(F.struct(…), \"at\")), or row_number() over a window by that key. dropDuplicates and first() promise no order."));
                continue;
            }

            report.Add(suspicion.Advise("Drop the orderBy, or move it behind the last shuffle, where the order is wanted.")
                .Advise("Where only neighbours within a partition matter, sortWithinPartitions sorts without a shuffle."));
        }
    }

    /// <summary>
    /// Where the ranges begin Spark finds in a job of its own, which computes the rows a first time and keeps a sample (RangePartitioner.sketch): without the sort it is gone, stage and all.
    /// </summary>
    private static void ClaimSampling(Inspection inspection, Suspicion suspicion, PlanOperator exchange)
    {
        var sampling = exchange.SamplingStages.ToList();
        foreach (var stage in sampling)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            suspicion.ClaimRun(inspection.Ledger, stage, 0.9, 1, 1);
        }

        suspicion.Prove("samplingTime", sampling.Sum(stage => (double)stage.DurationMs), EvidenceUnit.CoreMilliseconds);
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
            if (at.Name is "HashAggregate" or "ObjectHashAggregate" or "SortAggregate")
            {
                return KeepOrder.Any(name => at.Text.Contains(name, StringComparison.OrdinalIgnoreCase)) || PlanText.IsCut(at.Text) ? null : at;
            }

            // A shuffle to one partition keeps the order of partitions that are fetched in order by chance only; who collects one row group by group relies on it.
            if (Exchanges.IsShuffle(at))
            {
                return Exchanges.IsSinglePartition(at) ? null : at;
            }

            // A sort within partitions, such as an aggregate wants it, goes by other columns.
            if (at.Readers.Count != 1 || !(at.Name is "Project" or "Filter" or "InputAdapter" or "Sort" || PythonNodes.IsPython(at)))
            {
                return null;
            }
        }
    }
}
