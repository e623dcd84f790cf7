using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Reports.Costs;

/// <summary>What a stage did, as the operators of its plan in the order in which rows pass them; its call site where there is no plan.</summary>
internal static class StageWork
{
    private const string Codegen = "WholeStageCodegen";
    private const string Exchange = "Exchange";

    /// <summary>Operators inside generated code that cost something; projections and adapters are in every stage.</summary>
    private static readonly string[] Telling = ["Scan", "Join", "Aggregate", "Sort", "Window", "Python", "Pandas", "Generate", "Expand", "Range", "Limit", "Filter", "Cartesian"];

    /// <summary>Operators that pass rows on as they are, or stand for another.</summary>
    private static readonly string[] Silent = ["mapPartitionsInternal", "mapPartitions", "InputAdapter", "ColumnarToRow", "AQEShuffleRead", "CustomShuffleReader", "map"];

    /// <param name="stage">The stage attempt.</param>
    /// <param name="execution">SQL execution that it ran for; absent for RDD code.</param>
    public static string Of(StageAttempt stage, SqlExecution? execution)
    {
        var operators = execution is null ? [] : OperatorsOf(stage, execution).Distinct(StringComparer.Ordinal).ToList();
        if (operators.Exists(name => name != Exchange))
        {
            // At the ends it is the shuffle that the stage reads or writes, which the columns beside tell better.
            operators = operators.GetRange(operators[0] == Exchange ? 1 : 0, operators.Count - (operators[0] == Exchange ? 1 : 0));
            if (operators[^1] == Exchange)
            {
                operators.RemoveAt(operators.Count - 1);
            }
        }

        if (operators.Count > 0)
        {
            return string.Join(" > ", operators);
        }

        return CallSite.Shorten(stage.Name) is { Length: > 0 } site ? site : CallSite.Shorten(stage.Description ?? execution?.Description ?? "");
    }

    private static IEnumerable<string> OperatorsOf(StageAttempt stage, SqlExecution execution)
    {
        var graph = new Lazy<PlanGraph?>(() => execution.Plan.Graph);
        foreach (var scope in stage.Rdds.OrderBy(rdd => rdd.Id.Value).Select(rdd => rdd.ScopeName?.Trim()).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (!scope.StartsWith(Codegen, StringComparison.Ordinal))
            {
                if (!Silent.Contains(scope))
                {
                    yield return scope;
                }

                continue;
            }

            foreach (var name in Inside(graph.Value, scope))
            {
                yield return name;
            }
        }
    }

    /// <summary>The telling operators of a cluster of generated code, from the input upward: Spark numbers nodes from the output downward.</summary>
    private static IEnumerable<string> Inside(PlanGraph? graph, string cluster)
    {
        var found = graph?.Nodes.FirstOrDefault(node => node.IsCluster && node.Name == cluster);
        return found is null
            ? []
            : graph?.Nodes.Where(node => node.Cluster == found.Id && Array.Exists(Telling, word => node.Name.Contains(word, StringComparison.Ordinal)))
                .OrderByDescending(node => node.Id).Select(node => node.Name.Trim()) ?? [];
    }
}
