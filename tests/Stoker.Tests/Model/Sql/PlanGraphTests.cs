using System.Text;
using Stoker.Model.Sql;

namespace Stoker.Tests.Model.Sql;

/// <summary>Node ids and edges as in the Spark UI (SparkPlanGraph.scala), and plans that no Spark writes.</summary>
public sealed class PlanGraphTests
{
    [Fact]
    public void Of_CodegenCluster_TakesAnIdAndHoldsItsNodes() => Check(
        Node("WholeStageCodegen (1)", Node("Project", Node("InputAdapter", Node("Scan")))),
        ["0 WholeStageCodegen (1) cluster", "1 Project in 0", "2 Scan"], ["2>1"]);

    [Fact]
    public void Of_ReusedExchange_OnlyAddsAnEdge() => Check(
        Node("Join", Node("Exchange", Node("Scan")), Node("ReusedExchange", Node("Exchange", Node("Scan")))),
        ["0 Join", "1 Exchange", "2 Scan"], ["1>0", "2>1", "1>0"]);

    [Fact]
    public void Of_QueryStages_AreTransparentAndShareTheirExchange() => Check(
        Node("AdaptiveSparkPlan", Node("Union", Node("ShuffleQueryStage", Node("Exchange", Node("Scan"))), Node("ShuffleQueryStage", Node("Exchange", Node("Scan"))))),
        ["0 AdaptiveSparkPlan", "1 Union", "2 Exchange", "3 Scan"], ["1>0", "2>1", "3>2", "2>1"]);

    [Fact]
    public void Of_Subquery_LeavesTheClusterAndIsShared() => Check(
        Node("WholeStageCodegen (1)", Node("Filter", Node("Subquery", Node("Scan")), Node("ReusedSubquery", Node("Subquery", Node("Scan"))))),
        ["0 WholeStageCodegen (1) cluster", "1 Filter in 0", "2 Subquery", "3 Scan"], ["2>1", "3>2", "2>1"]);

    [Fact]
    public void Of_PlanOf3000Levels_IsRead()
    {
        var plan = Node("Leaf");
        var json = new StringBuilder();
        for (var level = 0; level < 3000; level++)
        {
            json.Append("""{"nodeName":"N","simpleString":"","metadata":{},"metrics":[],"children":[""");
        }

        json.Append(plan).Insert(json.Length, "]}", 3000);
        var root = PlanReader.Read(Encoding.UTF8.GetBytes(json.ToString()));
        Assert.Equal(3001, root.Descend().Count());
        Assert.Equal((3001, 3000), (PlanGraph.Of(root).Nodes.Count, PlanGraph.Of(root).Edges.Count));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"accumulatorId\"")]
    [InlineData("[]")]
    [InlineData("""{"children":[1]}""")]
    [InlineData("""{"metrics":[1,2]}""")]
    public void Root_NoPlan_IsAbsent(string json)
    {
        var plan = new SqlPlan(new StoredJson(Encoding.UTF8.GetBytes(json)), null);
        Assert.Null(plan.Root);
        Assert.Null(plan.Graph);
    }

    [Theory]
    [InlineData("""{"nodeName":5,"simpleString":null,"children":5,"metadata":[],"metrics":{}}""", "")]
    [InlineData("""{"nodeName":"\ud800","metadata":{"\ud800":1},"metrics":[{"\ud800":1}]}""", "\\ud800")]
    [InlineData("""{"\u006eodeName":"x"}""", "x")]
    public void Root_OddValues_AreRead(string json, string name) =>
        Assert.Equal(name, new SqlPlan(new StoredJson(Encoding.UTF8.GetBytes(json)), null).Root?.Name);

    [Fact]
    public void Root_CompressedPlan_IsTheSame()
    {
        var json = new StoredJson(Encoding.UTF8.GetBytes(Node("A", [.. Enumerable.Repeat(Node("B"), 50)])));
        var packed = json.Compress();
        Assert.True(packed.StoredBytes < json.StoredBytes / 4);
        Assert.Equal(json.Read().ToArray(), packed.Read().ToArray());
        Assert.Equal(50, new SqlPlan(packed, null).Root?.Children.Count);
    }

    private static string Node(string name, params string[] children) =>
        $$"""{"nodeName":"{{name}}","simpleString":"{{name}}","children":[{{string.Join(',', children)}}],"metadata":{"k":"v"},"metrics":[]}""";

    private static void Check(string json, string[] nodes, string[] edges)
    {
        var graph = PlanGraph.Of(PlanReader.Read(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(nodes, graph.Nodes.Select(node => $"{node.Id} {node.Name}{(node.IsCluster ? " cluster" : "")}{(node.Cluster is { } cluster ? $" in {cluster}" : "")}"));
        Assert.Equal(edges, graph.Edges.Select(edge => $"{edge.From}>{edge.To}"));
    }
}
