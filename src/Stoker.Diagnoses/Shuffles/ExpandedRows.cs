using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF010: several distinct counts in one aggregation: each row is copied for each of them before it is aggregated.</summary>
internal static class ExpandedRows
{
    public const string Id = "SHUF010";

    public static readonly Diagnosis Diagnosis = new(Id, "Distinct counts multiply rows", Rank.Plan, Check) { Limits = [ShuffleThresholds.ExpandRatio, ShuffleThresholds.ExpandRows] };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var expand in inspection.Operators.Where(node => node.Name == "Expand" && IsOfDistinct(node.Text)))
        {
            if (expand.OutputRows is not { } output || expand.Inputs is not [var below] || JoinSides.RowsOf(below) is not { } input)
            {
                continue;
            }

            var ratio = output / (double)Math.Max(1, input);
            if (output < inspection.ValueOf(Id, ShuffleThresholds.ExpandRows) || ratio < inspection.ValueOf(Id, ShuffleThresholds.ExpandRatio))
            {
                continue;
            }

            var suspicion = new Suspicion(expand.Place, Confidence.High);
            suspicion.Prove("rowsIn", input, EvidenceUnit.Rows)
                .Prove("rowsOut", output, EvidenceUnit.Rows)
                .Prove("outputRatio", ratio, EvidenceUnit.Ratio, null, new Threshold(ShuffleThresholds.ExpandRatio.Name, Comparison.AtLeast, inspection.ValueOf(Id, ShuffleThresholds.ExpandRatio)));
            var share = 1 - (1 / ratio);
            var exchange = NextShuffle(expand);
            foreach (var stage in expand.RunStages.Concat(exchange?.ReadingStages ?? []).Distinct())
            {
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                suspicion.ClaimRun(inspection.Ledger, stage, share * 0.3, share * 0.6, share * 0.9);
            }

            report.Add(suspicion.Advise("Where a few percent of error do, use approx_count_distinct: no copies, and a small sketch for each group.", "An approximate count will do.")
                .Advise("Where counts must be exact, do each in an aggregation of its own and join the results by the group: each then shuffles its own column only."));
        }
    }

    /// <summary>Whether Spark copies rows for distinct aggregates, which it numbers with gid; rollup, cube and grouping sets number theirs with spark_grouping_id.</summary>
    private static bool IsOfDistinct(string text) => text.Contains("gid#", StringComparison.Ordinal) && !text.Contains("spark_grouping_id", StringComparison.Ordinal);

    private static PlanOperator? NextShuffle(PlanOperator node)
    {
        var at = node.Readers.FirstOrDefault();
        while (at is not null && !Exchanges.IsShuffle(at))
        {
            at = at.Readers.FirstOrDefault();
        }

        return at;
    }
}
