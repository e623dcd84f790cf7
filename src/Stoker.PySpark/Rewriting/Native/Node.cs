namespace Stoker.PySpark.Rewriting.Native;

/// <summary>A node of a native expression. Nodes are made by one <see cref="NodeFactory"/>, which never makes two of the same meaning: equality is identity.</summary>
internal sealed class Node
{
    public required int Id { get; init; }

    public required NodeKind Kind { get; init; }

    /// <summary>The operator or function; the name of an argument or variable.</summary>
    public required string Name { get; init; }

    /// <summary>Of a literal: string, long, BigInteger, double, bool or nothing. Of a raise: its message.</summary>
    public required object? Value { get; init; }

    public required SparkType Type { get; init; }

    public required IReadOnlyList<Node> Parts { get; init; }

    /// <summary>Evaluating it may fail the query, so it must stay behind the condition that guards it.</summary>
    public required bool IsPartial { get; init; }

    /// <summary>Nodes in the tree, each counted as often as it occurs.</summary>
    public required long Size { get; init; }

    public bool IsLiteral => Kind == NodeKind.Literal;

    public bool IsNullLiteral => Kind == NodeKind.Literal && Value is null;

    public bool IsTrue => Value is true;

    public bool IsFalse => Value is false;

    public bool Is(string name) => Kind == NodeKind.Call && Name == name;
}
