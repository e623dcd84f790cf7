using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF011: fewer shuffle partitions than slots for a large shuffle; adaptive execution merges partitions and does not split even ones.</summary>
internal static class FewInitialPartitions
{
    public const string Id = "CONF011";

    private const string Initial = "spark.sql.adaptive.coalescePartitions.initialPartitionNum";
    private const string Partitions = "spark.sql.shuffle.partitions";

    public static readonly Diagnosis Diagnosis = new(Id, "Too few initial partitions for AQE", Rank.Configuration, Check) { Limits = [ConfigurationThresholds.LargeExchange] };

    private static void Check(Inspection inspection, Report report)
    {
        var least = inspection.ValueOf(Id, ConfigurationThresholds.LargeExchange);
        foreach (var plan in inspection.Plans.Where(plan => plan.IsAdaptive))
        {
            foreach (var exchange in plan.Operators.Where(Exchanges.IsShuffle))
            {
                // A count that the program itself asked for is not the setting's.
                if (exchange.Total("shuffle bytes written") is not { } bytes || bytes < least || exchange.Text.Contains("REPARTITION_BY_NUM", StringComparison.Ordinal)
                    || (inspection.Settings.Number(Initial, plan.Execution) ?? inspection.Settings.Number(Partitions, plan.Execution)) is not { } partitions || partitions <= 1
                    || exchange.ReadingStages.Select(inspection.SlotsOf).DefaultIfEmpty(0).Max() is var slots && partitions >= slots)
                {
                    continue;
                }

                report.Add(Suspect(inspection, exchange, bytes, partitions, slots, least));
                return;
            }
        }
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator exchange, long bytes, long partitions, double slots, double least)
    {
        var execution = exchange.Plan.Execution;
        var key = inspection.Settings.Number(Initial, execution) is not null ? Initial : Partitions;
        var suspicion = new Suspicion(new SettingPlace(key), Confidence.High) { Groups = ["PART002", "PART004", "MEM001"] };
        suspicion.RelatedPlaces.Add(exchange.Place);
        suspicion.Prove("partitions", partitions, EvidenceUnit.Count)
            .Prove("slots", Math.Round(slots), EvidenceUnit.Count, exchange.Place)
            .Prove("shuffleWritten", bytes, EvidenceUnit.Bytes, exchange.Place, new Threshold(ConfigurationThresholds.LargeExchange.Name, Comparison.AtLeast, least));
        var to = Math.Max(Math.Ceiling(slots) * 3, Math.Ceiling(bytes / (double)(128 << 20)));
        return suspicion.Advise(inspection.Settings.Change(key, to.ToString(System.Globalization.CultureInfo.InvariantCulture), "Start with more partitions; adaptive execution merges what is too small.", execution));
    }
}
