namespace Stoker.Diagnoses.Plans;

/// <summary>Reads joins in plan text.</summary>
internal static class JoinSides
{
    /// <summary>Whether a node is a shuffled equi-join.</summary>
    public static bool IsShuffled(PlanOperator node) => node.Name is "SortMergeJoin" or "ShuffledHashJoin" && node.Inputs.Count == 2;

    /// <summary>Whether a node compares all pairs.</summary>
    public static bool IsNestedLoop(PlanOperator node) => node.Name is "BroadcastNestedLoopJoin" or "CartesianProduct" && node.Inputs.Count == 2;

    /// <summary>Whether a node is an equi-join of any kind.</summary>
    public static bool IsEqui(PlanOperator node) => IsShuffled(node) || (node.Name == "BroadcastHashJoin" && node.Inputs.Count == 2);

    /// <summary>The join type as Spark prints it: <c>Inner</c>, <c>LeftOuter</c>, <c>FullOuter</c>, …</summary>
    public static string TypeOf(PlanOperator join)
    {
        foreach (var type in (ReadOnlySpan<string>)["FullOuter", "LeftOuter", "RightOuter", "LeftSemi", "LeftAnti", "LeftSingle", "ExistenceJoin", "Cross", "Inner"])
        {
            if (join.Text.Contains(", " + type, StringComparison.Ordinal))
            {
                return type;
            }
        }

        return "Inner";
    }

    /// <summary>Whether a side may be broadcast: an outer join must keep all rows of the other.</summary>
    public static bool CanBroadcast(string type, bool isLeft) => type switch
    {
        "Inner" or "Cross" => true,
        "RightOuter" => isLeft,
        "LeftOuter" or "LeftSemi" or "LeftAnti" or "ExistenceJoin" or "LeftSingle" => !isLeft,
        _ => false,
    };

    /// <summary>Rows that come out of a node: its own count, or that of the nearest node below that counts.</summary>
    public static long? RowsOf(PlanOperator node)
    {
        for (var at = node; ; at = at.Inputs[0])
        {
            if (at.OutputRows is { } rows)
            {
                return rows;
            }

            if (at.Total("records read") is { } read && Exchanges.IsShuffle(at))
            {
                return read;
            }

            if (at.Inputs.Count != 1)
            {
                return null;
            }
        }
    }
}
