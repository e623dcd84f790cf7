using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN003: an equi-join multiplies rows.</summary>
internal static class RowExplosion
{
    public const string Id = "JOIN003";

    public static readonly Diagnosis Diagnosis = new(Id, "A join multiplies rows", Rank.DataShape, Check)
    {
        Limits =
        [
            JoinThresholds.ExplodeRatio,
            JoinThresholds.ExplodeRows,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var join in inspection.Operators.Where(JoinSides.IsEqui))
        {
            if (join.OutputRows is not { } output || JoinSides.RowsOf(join.Inputs[0]) is not { } left || JoinSides.RowsOf(join.Inputs[1]) is not { } right)
            {
                continue;
            }

            var larger = Math.Max(1, Math.Max(left, right));
            var ratio = output / (double)larger;
            var limit = inspection.ValueOf(Id, JoinThresholds.ExplodeRatio);
            if (ratio < limit || output < inspection.ValueOf(Id, JoinThresholds.ExplodeRows))
            {
                continue;
            }

            var suspicion = new Suspicion(join.Place, Confidence.High);
            suspicion.Prove("leftRows", left, EvidenceUnit.Rows).Prove("rightRows", right, EvidenceUnit.Rows).Prove("outputRows", output, EvidenceUnit.Rows)
                .Prove("outputRatio", ratio, EvidenceUnit.Ratio, null, new Threshold(JoinThresholds.ExplodeRatio.Name, Comparison.AtLeast, limit))
                .Prove("join", PlanText.WithoutIds(join.Text));
            var share = 1 - (1 / ratio);
            foreach (var stage in join.RunStages)
            {
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                suspicion.ClaimRun(inspection.Ledger, stage, share * 0.5, share * 0.85, share);
            }

            suspicion.AdviseIf(
                    "Are rows of one side that share the key meant to count once? dropDuplicates throws all but one of them away, and a longer key joins fewer pairs.",
                    "Make the key unique on one side first (dropDuplicates, or aggregate it), or join on the whole key.")
                .AdviseIf("Does the program look only at whether a match exists, or only at sums over the matches?", "Use a left_semi join for existence; for sums, aggregate before the join.");
            report.Add(suspicion);
        }
    }
}
