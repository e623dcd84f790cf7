using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN007: a Python UDF in a join condition. Spark cannot join by it, so that it makes all pairs and asks Python of each.</summary>
internal static class PythonCondition
{
    public const string Id = "JOIN007";

    public static readonly Diagnosis Diagnosis = new(Id, "A Python UDF in a join condition forces all pairs", Rank.DataShape, Check) { Limits = [JoinThresholds.CrossPairs, JoinThresholds.ManyPairs, JoinThresholds.CrossWorkMs] };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var join in inspection.Operators.Where(JoinSides.IsNestedLoop))
        {
            if (PythonAbove(join) is not { } python || join.Inputs.Count != 2
                || JoinSides.RowsOf(join.Inputs[0]) is not { } left || JoinSides.RowsOf(join.Inputs[1]) is not { } right)
            {
                continue;
            }

            var pairs = (double)left * right;
            var stages = join.RunStages;
            if (pairs < inspection.ValueOf(Id, JoinThresholds.CrossPairs) && stages.Sum(stage => stage.RunMs) < inspection.ValueOf(Id, JoinThresholds.CrossWorkMs))
            {
                continue;
            }

            var suspicion = new Suspicion(join.Place, Confidence.High) { LeastSeverity = pairs >= inspection.ValueOf(Id, JoinThresholds.ManyPairs) ? Severity.Minor : null };
            suspicion.RelatedPlaces.Add(python.Place);
            suspicion.Prove("pairs", pairs, EvidenceUnit.Count)
                .Prove("leftRows", left, EvidenceUnit.Rows).Prove("rightRows", right, EvidenceUnit.Rows)
                .Prove("functions", string.Join(", ", PythonNodes.FunctionsOf(python)), python.Place);
            foreach (var stage in stages)
            {
                inspection.Relate(suspicion, stage);
                suspicion.ClaimRun(inspection.Ledger, stage, 0.5, 0.9, 0.99);
            }

            suspicion.Advise("Compute what the function compares as a column of each side, and join where these columns are equal.")
                .Advise("When it is no equality, join by something coarser that both must share, such as a prefix or a day, and filter with the function afterwards.");
            report.Add(suspicion);
        }
    }

    /// <summary>The Python node whose result a filter right above it tests, over the pairs of a join: that filter was the condition.</summary>
    internal static PlanOperator? PythonAbove(PlanOperator join)
    {
        var at = join.Readers.FirstOrDefault();
        while (at is { Name: "Project" })
        {
            at = at.Readers.FirstOrDefault();
        }

        var python = at;
        if (python is null || python.Name is not ("BatchEvalPython" or "ArrowEvalPython"))
        {
            return null;
        }

        return python.Readers.FirstOrDefault() is { Name: "Filter" } filter && filter.Text.Contains("pythonUDF", StringComparison.Ordinal) ? python : null;
    }
}
