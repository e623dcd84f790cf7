using System.Text;
using Stoker.Model.Sql;

namespace Stoker.Advice.Comparison.Matching;

/// <summary>Names of Spark without what changes from run to run: numbers of generated code, lines, folders, ids of batches.</summary>
internal static class WorkText
{
    private const string Codegen = "WholeStageCodegen";

    /// <summary>Operators that pass rows on as they are, or stand for another; adaptive execution adds and removes them.</summary>
    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "mapPartitionsInternal", "mapPartitions", "mapPartitionsWithIndexInternal", "InputAdapter", "ColumnarToRow", "AQEShuffleRead", "CustomShuffleReader", "map",
        "AdaptiveSparkPlan", "ShuffleQueryStage", "BroadcastQueryStage", "TableCacheQueryStage", "ResultQueryStage", "Subquery", "ReusedExchange", "ReusedSubquery",
        "DeserializeToObject", "SerializeFromObject", "Project", "",
    };

    /// <summary>Writers to which newer versions add the name of the table: <c>OverwriteByExpression noop-table</c> is what was <c>OverwriteByExpression</c>.</summary>
    private static readonly string[] Writers = ["OverwriteByExpression ", "OverwritePartitionsDynamic ", "AppendData ", "ReplaceData ", "WriteDelta "];

    /// <summary>The operator's name, or nothing for one that does not tell one plan from another.</summary>
    public static string? Operator(string name)
    {
        var trimmed = name.Trim();

        // A mark such as that of SortMergeJoin(skew=true) makes no other operator.
        var end = trimmed.IndexOf('(', StringComparison.Ordinal);
        trimmed = end > 0 && !trimmed.StartsWith(Codegen, StringComparison.Ordinal) ? trimmed[..end].TrimEnd() : trimmed;
        trimmed = Array.Find(Writers, writer => trimmed.StartsWith(writer, StringComparison.Ordinal))?.TrimEnd() ?? trimmed;
        return trimmed.StartsWith(Codegen, StringComparison.Ordinal) || Silent.Contains(trimmed) ? null : trimmed;
    }

    /// <summary>What an operator is there for, whatever way it takes.</summary>
    public static string Role(string name) => name switch
    {
        "ArrowEvalPython" or "BatchEvalPython" => "EvalPython",
        "HashAggregate" or "SortAggregate" or "ObjectHashAggregate" => "Aggregate",
        _ => name,
    };

    /// <summary>The operator of a plan; an exchange is told by how it spreads rows, since one into a single partition is another plan.</summary>
    public static string? Operator(PlanGraphNode node)
    {
        if (node.Name != "Exchange")
        {
            return Operator(node.Name);
        }

        var start = "Exchange ".Length;
        var end = start;
        while (end < node.Description.Length && char.IsLetter(node.Description[end]))
        {
            end++;
        }

        return end > start ? $"Exchange {node.Description[start..end]}" : node.Name;
    }

    /// <summary>A call site or description: <c>collect at /a/b/job.py:12</c> becomes <c>collect at job.py</c>; digits elsewhere go too.</summary>
    public static string Place(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "";
        }

        var text = new StringBuilder(name.Length);
        var isAfterGap = true;
        foreach (var letter in name)
        {
            if (letter is '/' or '\\')
            {
                // Only the last part of a path stays: the folder of a job may be another at each run.
                var at = LastGap(text);
                text.Length = at;
                continue;
            }

            // Numbers that are words or follow a colon are lines, ids and batches; Q1 and s3 stay.
            if (char.IsAsciiDigit(letter) && isAfterGap)
            {
                continue;
            }

            isAfterGap = !char.IsLetterOrDigit(letter);
            text.Append(letter);
        }

        return text.ToString();
    }

    private static int LastGap(StringBuilder text)
    {
        for (var index = text.Length - 1; index >= 0; index--)
        {
            if (char.IsWhiteSpace(text[index]))
            {
                return index + 1;
            }
        }

        return 0;
    }
}
