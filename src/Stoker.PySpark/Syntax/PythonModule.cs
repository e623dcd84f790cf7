using Stoker.PySpark.Reading;

namespace Stoker.PySpark.Syntax;

/// <summary>The tree of one file or notebook.</summary>
internal sealed class PythonModule : PythonNode
{
    public required PythonSource Source { get; init; }

    public required IReadOnlyList<PythonStatement> Body { get; init; }

    /// <summary>Every node but the module, in source (pre-)order. The nodes below <c>n</c> are <c>Nodes[n.Index + 1 .. n.SubtreeEnd]</c>.</summary>
    public required IReadOnlyList<PythonNode> Nodes { get; init; }

    /// <summary>What could not be read; the blocks that hold it are missing from the tree.</summary>
    public required IReadOnlyList<SourceIssue> Issues { get; init; }

    /// <summary>The nodes below <paramref name="node"/>, without itself, in source order.</summary>
    public IEnumerable<PythonNode> Below(PythonNode node)
    {
        var from = node is PythonModule ? 0 : node.Index + 1;
        var to = node is PythonModule ? Nodes.Count : node.SubtreeEnd;
        for (var i = from; i < to; i++)
        {
            yield return Nodes[i];
        }
    }

    /// <summary>The source text of a node.</summary>
    public string TextOf(PythonNode node) => Source.Text.Slice(node.Start, node.End);

    internal override void AddChildren(List<PythonNode> into) => AddAll(Body, into);
}
