using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO016: a bucketed table is shuffled for a join all the same.</summary>
internal static class UnusedBuckets
{
    public const string Id = "IO016";

    private const string Bucketing = "spark.sql.sources.bucketing.enabled";

    public static readonly Diagnosis Diagnosis = new(Id, "Bucketing is not used", Rank.Plan, Check) { Limits = [InputOutputThresholds.StageWorkMs] };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var scan in inspection.Scans)
        {
            // "false (disabled by configuration)", "false (disabled by query planner)", "false (bucket column(s) not read)"; "true" where buckets are read.
            if (scan.Metadata.GetValueOrDefault("Bucketed") is not { } state || ExchangeOf(scan) is not { } exchange || Exchanges.ConsumerOf(exchange) is not { } join || !JoinSides.IsShuffled(join)
                || exchange.WritingStages.Sum(stage => stage.RunMs) < inspection.ValueOf(Id, InputOutputThresholds.StageWorkMs))
            {
                continue;
            }

            // The planner does without buckets when they do not match: it is sure that they were to, when the other side of the join is read by its own.
            var isOff = state.Contains("configuration", StringComparison.Ordinal);
            var other = state.Contains("query planner", StringComparison.Ordinal) ? join.Inputs.Select(BucketsOf).FirstOrDefault(side => side is not null) : null;
            if (isOff || other is not null)
            {
                report.Add(Suspect(inspection, scan, exchange, other));
            }
        }
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator scan, PlanOperator exchange, PlanOperator? other)
    {
        var suspicion = new Suspicion(exchange.Place, Confidence.Medium) { SameAs = other is null ? "bucketing off" : null };
        suspicion.Doubt("why the buckets were not used is inferred from the settings and the keys");
        suspicion.RelatedPlaces.Add(scan.Place);
        suspicion.Prove("bucketed", scan.Metadata["Bucketed"], scan.Place).Prove("partitioning", Exchanges.KeysOf(exchange));
        if (other is not null)
        {
            suspicion.RelatedPlaces.Add(other.Place);
            suspicion.Prove("bucketsOfOtherSide", other.Metadata.GetValueOrDefault("SelectedBucketsCount") ?? "true", other.Place);
        }

        foreach (var stage in exchange.WritingStages)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, 0.1, 0.3, 0.5);
        }

        return suspicion.Advise(other is null
            ? new Remedy(RemedyKind.Setting, "Let Spark read the buckets as the partitions of the join.", null, null, "2.0", new SettingChange(Bucketing, "false", "true"))
            : exchange.Text.Contains("cast(", StringComparison.Ordinal)
                ? new Remedy(RemedyKind.Data, "Give the column the type that it has in the other table: an int and a bigint do not meet in the same bucket.")
                : new Remedy(RemedyKind.Data, "Write both tables with the same number of buckets on the columns of the join.", "The table is bucketed by the columns of this join."));
    }

    /// <summary>The scan on a side of a join whose buckets are read as its partitions; null when the side is shuffled.</summary>
    private static PlanOperator? BucketsOf(PlanOperator side) =>
        side.Nearest(node => Exchanges.IsShuffle(node) || node.Metadata.ContainsKey("Bucketed")) is { } nearest && nearest.Metadata.GetValueOrDefault("Bucketed") == "true" ? nearest : null;

    /// <summary>The shuffle right behind a scan; null when something else works on the rows first.</summary>
    private static PlanOperator? ExchangeOf(PlanOperator scan)
    {
        for (var at = scan.Readers.FirstOrDefault(); at is not null; at = at.Readers.FirstOrDefault())
        {
            if (Exchanges.IsShuffle(at))
            {
                return at.Text.Contains("hashpartitioning", StringComparison.Ordinal) ? at : null;
            }

            if (at.Name is not ("Project" or "Filter" or "ColumnarToRow" or "InputAdapter"))
            {
                return null;
            }
        }

        return null;
    }
}
