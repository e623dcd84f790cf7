namespace Stoker.Model.Sql;

/// <summary>A node of a physical plan as Spark logged it (key <c>sparkPlanInfo</c>; source: SparkPlanInfo.scala).</summary>
public sealed class PlanNode
{
    /// <summary>Name of the operator, such as <c>Exchange</c> or <c>WholeStageCodegen (3)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The operator with its arguments, shortened by Spark.</summary>
    public required string SimpleString { get; init; }

    /// <summary>Facts of file scans: <c>Location</c>, <c>Format</c>, <c>PushedFilters</c> and so on; empty for other nodes.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>Its metrics.</summary>
    public required IReadOnlyList<SqlMetric> Metrics { get; init; }

    /// <summary>Its inputs.</summary>
    public required IReadOnlyList<PlanNode> Children { get; init; }

    /// <summary>Equal for nodes of one plan whose whole subtrees are equal, metric ids included.</summary>
    internal int SubtreeId { get; init; }

    /// <summary>This node and all below it, parents before children, without recursion.</summary>
    public IEnumerable<PlanNode> Descend()
    {
        var open = new Stack<PlanNode>();
        open.Push(this);
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var child = node.Children.Count - 1; child >= 0; child--)
            {
                open.Push(node.Children[child]);
            }
        }
    }
}
