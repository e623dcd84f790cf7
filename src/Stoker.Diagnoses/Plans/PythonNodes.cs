namespace Stoker.Diagnoses.Plans;

/// <summary>Which plan nodes run Python, and how (diagnoses.md 2.5).</summary>
internal static class PythonNodes
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "BatchEvalPython", "ArrowEvalPython", "MapInPandas", "PythonMapInArrow", "MapInArrow", "FlatMapGroupsInPandas", "FlatMapCoGroupsInPandas",
        "AggregateInPandas", "ArrowAggregatePython", "WindowInPandas", "ArrowWindowPython", "BatchEvalPythonUDTF", "ArrowEvalPythonUDTF",
        "FlatMapGroupsInArrow", "FlatMapCoGroupsInArrow", "FlatMapGroupsInPandasWithState", "TransformWithStateInPandas", "TransformWithStateInPySpark",
    };

    /// <summary>Whether a node runs Python.</summary>
    public static bool IsPython(PlanOperator node) => Names.Contains(node.Name);

    /// <summary>Whether the functions of a node get all rows of a group at once.</summary>
    public static bool TakesGroups(PlanOperator node) => node.Name.StartsWith("FlatMapGroups", StringComparison.Ordinal)
        || node.Name.StartsWith("FlatMapCoGroups", StringComparison.Ordinal)
        || node.Name is "AggregateInPandas" or "ArrowAggregatePython" or "WindowInPandas" or "ArrowWindowPython";

    /// <summary>Whether a node is a row-at-a-time UDF over Arrow: evaluation type 101, since Spark 3.5.</summary>
    public static bool IsArrowRow(PlanOperator node) =>
        node.Name == "ArrowEvalPython" && (node.Text.EndsWith(", 101", StringComparison.Ordinal) || node.Text.EndsWith(", 102", StringComparison.Ordinal));

    /// <summary>Names of the functions in a node's text, in order, without repetition: <c>clean</c> of <c>clean(k#1)#3</c>.</summary>
    public static IReadOnlyList<string> FunctionsOf(PlanOperator node)
    {
        List<string> names = [];
        var open = node.Text.IndexOf('[', StringComparison.Ordinal);
        for (var at = open + 1; open >= 0 && at < node.Text.Length && node.Text[at] != ']';)
        {
            var parenthesis = node.Text.IndexOf('(', at);
            if (parenthesis < 0)
            {
                break;
            }

            var name = node.Text[at..parenthesis].Trim(' ', ',');
            if (name.Length > 0 && !names.Contains(name) && !name.Contains(']', StringComparison.Ordinal))
            {
                names.Add(name);
            }

            // Skip the arguments: parentheses nest.
            var depth = 0;
            for (at = parenthesis; at < node.Text.Length; at++)
            {
                depth += node.Text[at] == '(' ? 1 : node.Text[at] == ')' ? -1 : 0;
                if (depth == 0)
                {
                    break;
                }
            }

            at = node.Text.IndexOfAny([',', ']'], Math.Min(at, node.Text.Length - 1)) is var next && next < 0 ? node.Text.Length : next;
        }

        return names;
    }
}
