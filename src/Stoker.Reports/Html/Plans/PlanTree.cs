using Stoker.Model.Sql;

namespace Stoker.Reports.Html.Plans;

/// <summary>
/// A plan as a tree of boxes. Clusters of generated code become one box; what is used twice is drawn once and pointed to from its other uses,
/// so that no line crosses a box.
/// </summary>
internal sealed class PlanTree
{
    /// <summary>Stands above every adaptive plan and does nothing to rows.</summary>
    private const string Wrapper = "AdaptiveSparkPlan";

    /// <summary>Operators that a box names.</summary>
    private const int MostLines = 24;

    /// <summary>Operators in all, as a multiple of the boxes: what keeps a report of giant plans small.</summary>
    private const int OperatorsPerBox = 3;

    private PlanTree(IReadOnlyList<PlanBox> boxes, int hiddenOperators)
    {
        Boxes = boxes;
        HiddenOperators = hiddenOperators;
    }

    /// <summary>Boxes that are drawn, readers before their inputs; the first is the root.</summary>
    public IReadOnlyList<PlanBox> Boxes { get; }

    /// <summary>Operators that are not drawn since there would be too many boxes.</summary>
    public int HiddenOperators { get; }

    /// <summary>The tree of a plan.</summary>
    /// <param name="graph">The graph of the plan.</param>
    /// <param name="work">What its nodes did.</param>
    /// <param name="mostBoxes">Boxes at most; those with least time at the ends of the tree are left out.</param>
    public static PlanTree Of(PlanGraph graph, IReadOnlyList<PlanNodeWork> work, int mostBoxes)
    {
        var boxes = new Dictionary<long, PlanBox>();
        var order = new List<PlanBox>();
        foreach (var node in work.Where(node => node.Node.Name != Wrapper))
        {
            if (node.Node.Cluster is { } cluster && boxes.TryGetValue(cluster, out var box))
            {
                // Spark numbers nodes from the output down; rows pass them the other way.
                box.Operators.Insert(0, node);
                boxes[node.Node.Id] = box;
                continue;
            }

            box = new PlanBox { Head = node };
            boxes[node.Node.Id] = box;
            order.Add(box);
            if (!node.Node.IsCluster)
            {
                box.Operators.Add(node);
            }
        }

        Connect(graph, boxes, order);
        foreach (var box in order)
        {
            Trim(box);
        }

        return Prune(order, mostBoxes);
    }

    private static void Connect(PlanGraph graph, Dictionary<long, PlanBox> boxes, List<PlanBox> order)
    {
        var isRead = new HashSet<PlanBox>();
        var wrapped = graph.Edges.Where(edge => IsWrapper(graph, edge.To)).ToDictionary(edge => edge.To, edge => edge.From);
        foreach (var edge in graph.Edges.Select(edge => wrapped.TryGetValue(edge.From, out var inner) ? edge with { From = inner } : edge))
        {
            if (!boxes.TryGetValue(edge.From, out var from) || !boxes.TryGetValue(edge.To, out var to) || from == to)
            {
                continue;
            }

            if (isRead.Add(from))
            {
                to.Inputs.Add(from);
                continue;
            }

            var sign = new PlanBox { Head = from.Head, Reused = from };
            to.Inputs.Add(sign);
            order.Add(sign);
        }
    }

    /// <summary>Generated code of hundreds of projections says no more than its operators that count rows.</summary>
    private static void Trim(PlanBox box)
    {
        var excess = box.Operators.Count - MostLines;
        if (excess <= 0)
        {
            return;
        }

        var silent = box.Operators.Where(work => work.Rows is null).Take(excess).ToHashSet();
        box.Operators.RemoveAll(silent.Contains);
        box.Operators.RemoveRange(Math.Min(MostLines, box.Operators.Count), Math.Max(0, box.Operators.Count - MostLines));
        box.HiddenCount = excess;
    }

    private static bool IsWrapper(PlanGraph graph, long id) => graph.Nodes[(int)id].Name == Wrapper;

    /// <summary>Takes away leaves of least time until few enough are left; a reader counts what was taken from it.</summary>
    private static PlanTree Prune(List<PlanBox> boxes, int mostBoxes)
    {
        var readers = boxes.SelectMany(box => box.Inputs.Select(input => (input, box))).ToDictionary(pair => pair.input, pair => pair.box);
        var leaves = new PriorityQueue<PlanBox, (long, long)>();
        foreach (var box in boxes.Where(box => box.Inputs.Count == 0))
        {
            leaves.Enqueue(box, Weight(box));
        }

        var gone = new HashSet<PlanBox>();
        var hidden = boxes.Sum(box => box.HiddenCount);
        var operators = boxes.Sum(box => box.Operators.Count);
        while ((boxes.Count - gone.Count > mostBoxes || operators > OperatorsPerBox * mostBoxes) && leaves.TryDequeue(out var leaf, out _) && readers.TryGetValue(leaf, out var reader))
        {
            gone.Add(leaf);
            operators -= leaf.Operators.Count;
            reader.Inputs.Remove(leaf);
            var count = leaf.HiddenCount + (leaf.Reused is null ? leaf.Operators.Count : 0);
            reader.HiddenCount += count;
            hidden += count - leaf.HiddenCount;
            if (reader.Inputs.Count == 0)
            {
                leaves.Enqueue(reader, Weight(reader));
            }
        }

        return new PlanTree([.. InOrder(boxes.Where(box => !gone.Contains(box)).ToList())], hidden);

        static (long, long) Weight(PlanBox box) => (box.Reused is null ? box.Head.Time?.Value ?? 0 : -1, -box.Head.Node.Id);
    }

    private static IEnumerable<PlanBox> InOrder(List<PlanBox> boxes)
    {
        if (boxes.Count == 0)
        {
            yield break;
        }

        var open = new Stack<PlanBox>();
        open.Push(boxes[0]);
        while (open.TryPop(out var box))
        {
            yield return box;
            for (var index = box.Inputs.Count - 1; index >= 0; index--)
            {
                open.Push(box.Inputs[index]);
            }
        }
    }
}
