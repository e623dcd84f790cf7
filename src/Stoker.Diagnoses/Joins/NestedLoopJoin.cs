using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN002: every row of one side is compared with every row of the other.</summary>
internal static class NestedLoopJoin
{
    public const string Id = "JOIN002";

    public static readonly Diagnosis Diagnosis = new(Id, "Cartesian product or nested-loop join", Rank.DataShape, Check)
    {
        Limits =
        [
            JoinThresholds.CrossPairs,
            JoinThresholds.FewRows,
            JoinThresholds.ManyPairs,
            JoinThresholds.CrossWorkMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var join in inspection.Operators.Where(JoinSides.IsNestedLoop))
        {
            if (PythonCondition.PythonAbove(join) is not null)
            {
                continue; // The function is why: JOIN007.
            }

            if (JoinSides.RowsOf(join.Inputs[0]) is not { } left || JoinSides.RowsOf(join.Inputs[1]) is not { } right)
            {
                continue;
            }

            var pairs = (double)left * right;
            var output = join.OutputRows ?? 0;
            var isHuge = pairs >= inspection.ValueOf(Id, JoinThresholds.ManyPairs);

            // A few rows that multiply the others on purpose, such as months or thresholds: every pair is wanted.
            var isWanted = !isHuge && output * 2.0 >= pairs && Math.Min(left, right) <= inspection.ValueOf(Id, JoinThresholds.FewRows);
            if (pairs < inspection.ValueOf(Id, JoinThresholds.CrossPairs) || isWanted || (!isHuge && join.RunStages.Sum(stage => stage.RunMs) < inspection.ValueOf(Id, JoinThresholds.CrossWorkMs)))
            {
                continue;
            }

            var suspicion = new Suspicion(join.Place, Confidence.High);
            suspicion.LeastSeverity = isHuge ? Severity.Minor : null;
            suspicion.Prove("leftRows", left, EvidenceUnit.Rows).Prove("rightRows", right, EvidenceUnit.Rows)
                .Prove("pairs", pairs, EvidenceUnit.Count, null, new Threshold(JoinThresholds.CrossPairs.Name, Comparison.AtLeast, inspection.ValueOf(Id, JoinThresholds.CrossPairs)))
                .Prove("outputRows", output, EvidenceUnit.Rows)
                .Prove("join", PlanText.WithoutIds(join.Text));

            // One of several keys takes a join for each, and a pass that drops rows found twice: what that costs the log does not tell. A twin took longer by a quarter of the price.
            var isEither = join.Text.Contains(" OR ", StringComparison.Ordinal);
            suspicion.Remains = isEither ? new Estimate(-0.5, 1, 1) : null;
            foreach (var stage in join.RunStages)
            {
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                suspicion.ClaimRun(inspection.Ledger, stage, isEither ? 0.2 : 0.5, isEither ? 0.5 : 0.9, 0.99);
            }

            suspicion.AdviseIf(
                    "Do rows that belong together share a value, or lie within a known distance of each other? Pairs that do not are lost.",
                    "Add an equality to the condition; for a range or distance, join on a bucket such as floor(a / width), its neighbors too, and filter afterwards.")
                .Advise("Filter both sides first; use crossJoin only when every pair is wanted.");
            report.Add(suspicion);
        }
    }
}
