namespace Stoker.Model.Sql;

/// <summary>The graph that the Spark UI and REST API show for a plan, with the same node ids (source: SparkPlanGraph.scala of Spark 4.3).</summary>
public sealed class PlanGraph
{
    private PlanGraph(IReadOnlyList<PlanGraphNode> nodes, IReadOnlyList<PlanGraphEdge> edges)
    {
        Nodes = nodes;
        Edges = edges;
    }

    /// <summary>Nodes ascending by id; clusters and their members are both in the list.</summary>
    public IReadOnlyList<PlanGraphNode> Nodes { get; }

    /// <summary>Edges in the order in which Spark finds them.</summary>
    public IReadOnlyList<PlanGraphEdge> Edges { get; }

    /// <summary>Lays out a plan; the plan may be deep, so there is no recursion.</summary>
    public static PlanGraph Of(PlanNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        List<PlanGraphNode> nodes = [];
        List<PlanGraphEdge> edges = [];
        var shared = new Dictionary<int, long>();
        var open = new Stack<(PlanNode Plan, long? Parent, long? Cluster)>();
        open.Push((root, null, null));
        while (open.TryPop(out var step))
        {
            var (plan, parent, cluster) = step;
            var child = plan.Children.Count > 0 ? plan.Children[0] : null;
            switch (plan.Name)
            {
                case var name when name.StartsWith("WholeStageCodegen", StringComparison.Ordinal) && child is not null:
                    nodes.Add(new(nodes.Count, name, plan.SimpleString, plan.Metrics, null, IsCluster: true, plan));
                    open.Push((child, parent, nodes.Count - 1));
                    break;
                case "InputAdapter" or "TableCacheQueryStage" or "ResultQueryStage" when child is not null:
                    open.Push((child, parent, null));
                    break;
                case "BroadcastQueryStage" or "ShuffleQueryStage" when child is not null:
                    if (!TryLink(child, parent))
                    {
                        open.Push((child, parent, null));
                    }

                    break;
                case "Subquery" when cluster is not null:
                    open.Push((plan, parent, null));
                    break;
                case "Subquery" when TryLink(plan, parent):
                    break;
                case "ReusedSubquery" when child is not null:
                    open.Push((child, parent, cluster));
                    break;
                case "ReusedExchange" when child is not null && TryLink(child, parent):
                    break;
                default:
                    AddNode(plan, parent, cluster);
                    break;
            }
        }

        return new PlanGraph(nodes, edges);

        bool TryLink(PlanNode target, long? parent)
        {
            if (!shared.TryGetValue(target.SubtreeId, out var id))
            {
                return false;
            }

            if (parent is { } reader)
            {
                edges.Add(new(id, reader));
            }

            return true;
        }

        void AddNode(PlanNode plan, long? parent, long? cluster)
        {
            var id = (long)nodes.Count;
            nodes.Add(new(id, plan.Name, plan.SimpleString, plan.Metrics, cluster, IsCluster: false, plan));
            if (plan.Name.Contains("Exchange", StringComparison.Ordinal) || plan.Name == "Subquery")
            {
                shared[plan.SubtreeId] = id;
            }

            if (parent is { } reader)
            {
                edges.Add(new(id, reader));
            }

            for (var index = plan.Children.Count - 1; index >= 0; index--)
            {
                open.Push((plan.Children[index], id, cluster));
            }
        }
    }
}
