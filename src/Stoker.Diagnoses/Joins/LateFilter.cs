using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN006: a filter right above a join throws most of its rows away, though it looks at one side only.</summary>
internal static class LateFilter
{
    public const string Id = "JOIN006";

    public static readonly Diagnosis Diagnosis = new(Id, "Rows are thrown away right after the join", Rank.DataShape, Check) { Limits = [JoinThresholds.KeptShare, JoinThresholds.ThrownRows] };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var filter in inspection.Operators.Where(node => node.Name == "Filter"))
        {
            if (JoinBelow(filter) is not { OutputRows: { } joined } join || filter.OutputRows is not { } kept
                || joined < inspection.ValueOf(Id, JoinThresholds.ThrownRows) || kept > inspection.ValueOf(Id, JoinThresholds.KeptShare) * joined
                || SideOf(filter, join) is not { } isLeft)
            {
                continue;
            }

            report.Add(Suspect(inspection, filter, join, joined, kept, isLeft));
        }
    }

    private static PlanOperator? JoinBelow(PlanOperator filter)
    {
        var at = filter.Inputs is [var input] ? input : null;
        while (at is { Name: "Project", Inputs: [var next] })
        {
            at = next;
        }

        return at is not null && (JoinSides.IsEqui(at) || JoinSides.IsNestedLoop(at)) && at.Inputs.Count == 2 ? at : null;
    }

    /// <summary>Whether the columns that a filter looks at are all of the left side, or all of the right; null when it looks at both, or one cannot be told.</summary>
    private static bool? SideOf(PlanOperator filter, PlanOperator join)
    {
        var columns = PlanText.ExpressionIdsIn(filter.Text);
        if (columns.Count == 0 || PlanText.IsCut(filter.Text) || filter.Text.Contains("pythonUDF", StringComparison.Ordinal))
        {
            return null;
        }

        var (left, right) = (IdsBelow(join.Inputs[0]), IdsBelow(join.Inputs[1]));
        return columns.All(column => left.Contains(column) && !right.Contains(column)) ? true
            : columns.All(column => right.Contains(column) && !left.Contains(column)) ? false
            : null;
    }

    private static HashSet<string> IdsBelow(PlanOperator node) => [.. node.Below().SelectMany(below => PlanText.ExpressionIdsIn(below.Text))];

    private static Suspicion Suspect(Inspection inspection, PlanOperator filter, PlanOperator join, long joined, long kept, bool isLeft)
    {
        var share = kept / (double)joined;
        var suspicion = new Suspicion(filter.Place, Confidence.Medium);
        suspicion.Doubt("that the filter could run before the join is inferred from its columns");
        suspicion.RelatedPlaces.Add(join.Place);
        suspicion.Prove("joinedRows", joined, EvidenceUnit.Rows, join.Place)
            .Prove("keptRows", kept, EvidenceUnit.Rows)
            .Prove("keptShare", share, EvidenceUnit.Ratio, null, new Threshold(JoinThresholds.KeptShare.Name, Comparison.AtMost, inspection.ValueOf(Id, JoinThresholds.KeptShare)))
            .Prove("filter", PlanText.WithoutIds(filter.Text))
            .Prove("join", PlanText.WithoutIds(join.Text), join.Place);
        foreach (var stage in join.RunStages)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, (1 - share) * 0.1, (1 - share) * 0.4, (1 - share) * 0.8);
        }

        // An outer join fills the columns of its other side with nulls: a filter on these cannot move below it.
        var isFilled = JoinSides.TypeOf(join) switch { "LeftOuter" => !isLeft, "RightOuter" => isLeft, "FullOuter" => true, _ => false };
        if (isFilled && filter.Text.Contains("isnull(", StringComparison.Ordinal))
        {
            return suspicion.Advise("To keep the rows without a match ask for them: a.join(b, key, \"left_anti\") carries no column of b and stops at the first match.");
        }

        return suspicion.Advise(isFilled
            ? "Filter that side before the join; when only matched rows are wanted, an inner join."
            : "Filter before the join: Spark did not move this condition, as it does with deterministic ones over columns of one side.");
    }
}
