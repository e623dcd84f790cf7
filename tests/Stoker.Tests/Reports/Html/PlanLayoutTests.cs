using CsCheck;
using Stoker.Model.Sql;
using Stoker.Reports.Html.Plans;

namespace Stoker.Tests.Reports.Html;

public sealed class PlanLayoutTests
{
    /// <summary>Parents of nodes 1, 2, …: any earlier node. Every tree of up to 40 nodes is one of these.</summary>
    private static readonly Gen<int[]> Parents = Gen.Int[0, 1_000_000].Array[0, 39].Select(numbers => numbers.Select((number, index) => number % (index + 1)).ToArray());

    [Fact]
    public void Of_AnyTree_BoxesDoNotTouch() => Parents.Sample(parents =>
    {
        var tree = TreeOf(parents);
        PlanLayout.Of(tree);
        return tree.Boxes.All(box => tree.Boxes.All(other => ReferenceEquals(box, other)
            || box.X + PlanBox.Width < other.X || other.X + PlanBox.Width < box.X || box.Bottom < other.Y || other.Bottom < box.Y));
    });

    /// <summary>A line runs down from its box, along the middle of the gap above the reader, and down into it.</summary>
    [Fact]
    public void Of_AnyTree_NoLineRunsUnderABox() => Parents.Sample(parents =>
    {
        var tree = TreeOf(parents);
        PlanLayout.Of(tree);
        var runs = tree.Boxes.SelectMany(box => box.Inputs.Select(input => (Y: box.Y - 15, From: Math.Min(input.Center, box.Center), To: Math.Max(input.Center, box.Center))));
        return runs.All(run => tree.Boxes.All(box => run.Y <= box.Y || run.Y >= box.Bottom || run.To <= box.X || run.From >= box.X + PlanBox.Width));
    });

    [Fact]
    public void Of_Chain_IsOneColumn()
    {
        var tree = TreeOf([0, 1, 2]);
        var layout = PlanLayout.Of(tree);
        Assert.Single(tree.Boxes.Select(box => box.X).Distinct());
        Assert.Equal(PlanBox.Width + 8, layout.Width);
        Assert.Equal([3L, 2, 1, 0], tree.Boxes.OrderBy(box => box.Y).Select(box => box.Head.Node.Id));
    }

    [Fact]
    public void Of_MoreBoxesThanAllowed_LeavesOutTheEndsAndCountsThem()
    {
        var tree = TreeOf([0, 1, 2, 3, 4], mostBoxes: 4);
        Assert.Equal(4, tree.Boxes.Count);
        Assert.Equal(2, tree.HiddenOperators);
        Assert.Equal(2, tree.Boxes[^1].HiddenCount);
    }

    private static PlanTree TreeOf(int[] parents, int mostBoxes = 100)
    {
        var roots = new List<PlanNode>[parents.Length + 1];
        for (var node = parents.Length; node >= 0; node--)
        {
            roots[node] ??= [];
        }

        for (var node = parents.Length; node > 0; node--)
        {
            roots[parents[node - 1]].Insert(0, Node(node, roots[node]));
        }

        var graph = PlanGraph.Of(Node(0, roots[0]));
        return PlanTree.Of(graph, [.. graph.Nodes.Select(node => new PlanNodeWork { Node = node })], mostBoxes);
    }

    private static PlanNode Node(int id, List<PlanNode> children) => new()
    {
        Name = "Project",
        SimpleString = id % 3 == 0 ? "Project" : "Project [a#1]",
        Metadata = new Dictionary<string, string>(),
        Metrics = [],
        Children = children,
        SubtreeId = id,
    };
}
