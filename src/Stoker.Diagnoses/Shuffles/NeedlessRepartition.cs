using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF005: rows are repartitioned, and right after that shuffled again by what the next operator needs.</summary>
internal static class NeedlessRepartition
{
    public const string Id = "SHUF005";

    public static readonly Diagnosis Diagnosis = new(Id, "A repartition that the next shuffle undoes", Rank.Plan, Check) { Limits = [ShuffleThresholds.NeedlessBytes, ShuffleThresholds.SerializedBytesPerMs] };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var exchange in inspection.Operators.Where(node => Exchanges.IsShuffle(node) && Exchanges.IsAsked(node) && node.WritingStages.Count > 0))
        {
            if ((exchange.Total("data size") ?? 0) < inspection.ValueOf(Id, ShuffleThresholds.NeedlessBytes) || NextShuffle(exchange) is not { } next)
            {
                continue;
            }

            var suspicion = new Suspicion(exchange.Place, Confidence.High);
            suspicion.RelatedPlaces.Add(next.Place);
            suspicion.Prove("dataSize", exchange.Total("data size") ?? 0, EvidenceUnit.Bytes)
                .Prove("partitioning", Exchanges.KeysOf(exchange))
                .Prove("shuffledAgainBy", Exchanges.KeysOf(next), next.Place);
            ShufflePrice.Claim(inspection, suspicion, exchange, inspection.ValueOf(Id, ShuffleThresholds.SerializedBytesPerMs));
            report.Add(suspicion.Advise("Drop the repartition: the shuffle after it places the rows anew. To set how many partitions that one makes, repartition by its key, df.repartition(n, key): it is then used as it is."));
        }
    }

    /// <summary>The shuffle that all readers of another lead to without work between; null when there is work, which the repartition may spread on purpose.</summary>
    private static PlanOperator? NextShuffle(PlanOperator exchange)
    {
        if (exchange.Readers.Count != 1)
        {
            return null; // Reused: made once for several.
        }

        for (var at = exchange.Readers[0]; ; at = at.Readers[0])
        {
            if (Exchanges.IsShuffle(at) && !Exchanges.IsAsked(at))
            {
                return at;
            }

            if (at.Readers.Count != 1 || !(Exchanges.IsAdaptiveRead(at) || at.Name is "Project" or "Filter" or "Sort" or "InputAdapter") || CostlyCalls.In(PlanText.WithoutIds(at.Text)).Count > 0)
            {
                return null;
            }
        }
    }
}
