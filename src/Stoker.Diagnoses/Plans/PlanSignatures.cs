using System.Text;
using Stoker.Findings.Fingerprints;

namespace Stoker.Diagnoses.Plans;

/// <summary>
/// Names subtrees of plans by what they compute: node kind and arguments without expression ids, codegen and adaptive wrappers (diagnoses.md 2.4), and without
/// the columns that only pass through: what one query leaves out, a wider shuffle would hold. Equal signature, equal work; cut text makes that weaker.
/// </summary>
/// <param name="withExpressions">Whether every expression that a projection computes counts, such as a literal; else only costly ones.</param>
internal sealed class PlanSignatures(bool withExpressions = false)
{
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "AdaptiveSparkPlan", "AQEShuffleRead", "CustomShuffleReader", "ReusedExchange", "ShuffleQueryStage", "BroadcastQueryStage", "TableCacheQueryStage",
        "ResultQueryStage", "InputAdapter", "ColumnarToRow", "CollectLimit",
    };

    private readonly Dictionary<PlanOperator, string> _known = [];

    /// <summary>The signature of a subtree.</summary>
    public string Of(PlanOperator node)
    {
        if (_known.TryGetValue(node, out var known))
        {
            return known;
        }

        // Inputs have higher ids: from the last to the first, every input is known before its reader.
        foreach (var below in node.Below().OrderByDescending(below => below.Id))
        {
            if (!_known.ContainsKey(below))
            {
                _known[below] = Make(below);
            }
        }

        return _known[node];
    }

    private string Make(PlanOperator node)
    {
        var inputs = node.Inputs.Select(input => _known.GetValueOrDefault(input, ""));
        if (Wrappers.Contains(node.Name) && node.Inputs.Count == 1)
        {
            return inputs.First();
        }

        var expressions = node.Name == "Project" && node.Inputs.Count == 1 ? ExpressionsOf(node) : null;
        if (expressions == "")
        {
            return inputs.First();
        }

        var isFile = node.Inputs.Count == 0 && node.Metadata.ContainsKey("Location");
        var text = new StringBuilder(node.Name).Append('\n').Append(isFile ? "" : expressions ?? PlanText.WithoutIds(node.Text)).Append('\n');
        foreach (var key in (ReadOnlySpan<string>)["Location", "PartitionFilters", "PushedFilters"])
        {
            text.Append(node.Metadata.GetValueOrDefault(key)).Append('\n');
        }

        text.Append(Lineage.RddsOf(node)).AppendJoin('|', inputs);
        return Convert.ToHexString(Sha256.Of(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 12));
    }

    /// <summary>What of a projection counts; empty where it only passes columns on.</summary>
    private string ExpressionsOf(PlanOperator project)
    {
        if (!withExpressions)
        {
            var text = PlanText.WithoutIds(project.Text);
            return CostlyCalls.In(text) is { Count: 0 } ? "" : text;
        }

        var list = PlanText.WithoutName(project).Trim().TrimStart('[').TrimEnd(']');
        return string.Join('\n', PlanText.SplitTopLevel(list).Select(item => item.Trim()).Where(item => item.Contains(" AS ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
