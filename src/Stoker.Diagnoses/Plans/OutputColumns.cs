using Stoker.Diagnoses.InputOutput;

namespace Stoker.Diagnoses.Plans;

/// <summary>How many columns the rows of a node have.</summary>
internal static class OutputColumns
{
    /// <summary>Nodes that hand on the rows of their input as they are.</summary>
    private static readonly HashSet<string> PassOn = new(StringComparer.Ordinal)
    {
        "Filter", "Sort", "Exchange", "BroadcastExchange", "AQEShuffleRead", "CustomShuffleReader", "ShuffleQueryStage", "BroadcastQueryStage", "ResultQueryStage", "TableCacheQueryStage",
        "AdaptiveSparkPlan", "ColumnarToRow", "InputAdapter", "Coalesce", "LocalLimit", "GlobalLimit", "Sample", "Union",
    };

    private static readonly HashSet<string> Joins = new(StringComparer.Ordinal) { "BroadcastHashJoin", "SortMergeJoin", "ShuffledHashJoin", "BroadcastNestedLoopJoin", "CartesianProduct" };

    /// <summary>The number of columns; absent where a node does not tell.</summary>
    public static int? Of(PlanOperator node) => node.Name switch
    {
        "Project" or "LocalTableScan" => Listed(node),
        _ when node.ReadsCache => Listed(node),
        "HashAggregate" or "ObjectHashAggregate" or "SortAggregate" => Keyed(node.Text, "keys=") is { } keys && Keyed(node.Text, "functions=") is { } functions ? keys + functions : null,
        "Range" => 1,
        "Window" => node.Inputs.Count == 1 && Of(node.Inputs[0]) is { } input ? input + Listed(node) : null,
        _ when PassOn.Contains(node.Name) => node.Inputs.Count > 0 ? Of(node.Inputs[0]) : null,
        _ when Joins.Contains(node.Name) && node.Inputs.Count == 2 => OfJoin(node),
        _ when node.Metadata.ContainsKey("ReadSchema") => new TableScan(node) is var scan ? scan.Columns?.Count + scan.PartitionColumns.Count : null,
        _ when node.Name.StartsWith("Scan ExistingRDD", StringComparison.Ordinal) => Listed(node),
        _ => null,
    };

    private static int? OfJoin(PlanOperator node) => node.Text.Contains("LeftSemi", StringComparison.Ordinal) || node.Text.Contains("LeftAnti", StringComparison.Ordinal)
        ? Of(node.Inputs[0])
        : Of(node.Inputs[0]) + Of(node.Inputs[1]);

    private static int? Listed(PlanOperator node) => PlanText.CountOf(PlanText.ListOf(node.Text)) is > 0 and var count ? count : null;

    /// <summary>Entries of the list behind a key: two of <c>keys=[a#1, b#2]</c>.</summary>
    private static int? Keyed(string text, string key) => text.IndexOf(key, StringComparison.Ordinal) is >= 0 and var at ? PlanText.CountOf(PlanText.ListOf(text[at..])) : null;
}
