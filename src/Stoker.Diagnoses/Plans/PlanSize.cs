namespace Stoker.Diagnoses.Plans;

/// <summary>What makes a plan large, and so its planning slow: each step of a loop that builds it is analyzed anew, with all steps before it.</summary>
/// <param name="Nodes">Operators.</param>
/// <param name="Unions">Inputs of the union that has most.</param>
/// <param name="Stacked">Most projections right above one another. Spark folds them into one unless an expression would then be computed several times.</param>
internal readonly record struct PlanSize(int Nodes, int Unions, int Stacked)
{
    /// <summary>Letters from which a list is counted: shorter ones have no hundred columns.</summary>
    private const int LongList = 400;

    /// <summary>Most columns that one projection of a plan makes or hands on. A loop and a list of expressions make the same.</summary>
    public static int ColumnsOf(QueryPlan plan) =>
        plan.Operators.Where(node => node.Name == "Project" && node.Text.Length >= LongList).Select(node => PlanText.CountOf(PlanText.ListOf(node.Text))).DefaultIfEmpty().Max();

    /// <summary>Measures a plan; in time linear in its operators.</summary>
    public static PlanSize Of(QueryPlan plan)
    {
        var (unions, most) = (0, 0);
        var stacked = new Dictionary<PlanOperator, int>();
        for (var position = plan.Operators.Count - 1; position >= 0; position--)
        {
            var node = plan.Operators[position];
            unions = node.Name == "Union" ? Math.Max(unions, node.Inputs.Count) : unions;
            if (node.Name != "Project")
            {
                continue;
            }

            // Readers have the lower ids: what a projection reads has been measured.
            stacked[node] = 1 + (node.Inputs is [var input] ? stacked.GetValueOrDefault(input) : 0);
            most = Math.Max(most, stacked[node]);
        }

        return new PlanSize(plan.Operators.Count, unions, most);
    }
}
