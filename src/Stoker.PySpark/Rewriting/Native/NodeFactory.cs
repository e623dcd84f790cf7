using System.Globalization;
using System.Numerics;
using System.Text;

namespace Stoker.PySpark.Rewriting.Native;

/// <summary>Makes the nodes of one function's native form, each once, and simplifies what needs no thought. Not thread-safe.</summary>
internal sealed class NodeFactory
{
    private readonly Dictionary<string, Node> nodes = new(StringComparer.Ordinal);
    private int variables;

    public NodeFactory()
    {
        True = Literal(true, SparkType.Boolean);
        False = Literal(false, SparkType.Boolean);
    }

    public Node True { get; }

    public Node False { get; }

    public Node Argument(string name, SparkType type) => Make(NodeKind.Argument, name, null, type, [], false);

    public Node Literal(object? value, SparkType type) => Make(NodeKind.Literal, "", value, type, [], false);

    public Node Null(SparkType type) => Literal(null, type);

    public Node Text(string value) => Literal(value, SparkType.String);

    public Node Bool(bool value) => value ? True : False;

    public Node Number(double value) => Literal(value, SparkType.Double);

    /// <summary>A small number where Spark wants an int (positions, lengths).</summary>
    public Node Int(long value) => Literal((BigInteger)value, SparkType.Int);

    public Node Whole(BigInteger value) => value >= SparkType.Long.Lowest && value <= SparkType.Long.Highest
        ? Literal(value, SparkType.Long)
        : Literal(value, SparkType.Wide);

    public Node Call(string name, SparkType type, params IReadOnlyList<Node> parts) => Make(NodeKind.Call, name, null, type, parts, parts.Any(part => part.IsPartial));

    /// <summary>A call that may fail by itself.</summary>
    public Node PartialCall(string name, SparkType type, params IReadOnlyList<Node> parts) => Make(NodeKind.Call, name, null, type, parts, true);

    public Node Cast(Node node, SparkType type)
    {
        if (node.Type.Equals(type))
        {
            return node;
        }

        if (node.IsLiteral)
        {
            switch (node.Value)
            {
                case null:
                    return Null(type);
                case BigInteger whole when (type.IsInteger && whole >= type.Lowest && whole <= type.Highest) || type.IsWide:
                    return Literal(whole, type);
                case BigInteger whole when type.Kind == SparkKind.Double && BigInteger.Abs(whole) <= BigInteger.One << 53:
                    return Literal((double)whole, type);
                default:
                    break;
            }
        }

        return Make(NodeKind.Cast, "cast", null, type, [node], node.IsPartial);
    }

    /// <summary>A cast that fails (or gives NULL) for some of its inputs; it must stay behind a guard.</summary>
    public Node PartialCast(Node node, SparkType type) => Make(NodeKind.Cast, "cast", null, type, [node], true);

    public Node Raise(string message, SparkType type) => Make(NodeKind.Raise, "raise_error", message, type, [], true);

    public Node Variable(SparkType type) =>
        Make(NodeKind.Variable, string.Create(CultureInfo.InvariantCulture, $"v{++variables}"), null, type, [], false);

    public Node Lambda(IReadOnlyList<Node> variablesOf, Node body) => Make(NodeKind.Lambda, "", null, body.Type, [.. variablesOf, body], body.IsPartial);

    public Node IsNull(Node node) => node switch
    {
        { IsNullLiteral: true } => True,
        { Kind: NodeKind.Literal } => False,
        _ => Call("isnull", SparkType.Boolean, node),
    };

    public Node IsNotNull(Node node) => Not(IsNull(node));

    public Node Not(Node node) => node switch
    {
        { IsTrue: true } => False,
        { IsFalse: true } => True,
        _ when node.Is("not") => node.Parts[0],
        _ => Call("not", SparkType.Boolean, node),
    };

    public Node And(Node left, Node right)
    {
        if (left.IsFalse || right.IsTrue || left == right)
        {
            return left;
        }

        if (left.IsTrue || (right.IsFalse && !left.IsPartial))
        {
            return right;
        }

        return right.IsPartial ? RawCase([left, right, False]) : Call("and", SparkType.Boolean, left, right);
    }

    public Node Or(Node left, Node right)
    {
        if (left.IsTrue || right.IsFalse || left == right)
        {
            return left;
        }

        if (left.IsFalse || (right.IsTrue && !left.IsPartial))
        {
            return right;
        }

        return right.IsPartial ? RawCase([left, True, right]) : Call("or", SparkType.Boolean, left, right);
    }

    /// <summary><c>CASE WHEN condition THEN then ELSE otherwise END</c>; the condition is never NULL or NULL means false.</summary>
    public Node Case(Node condition, Node then, Node otherwise)
    {
        if (condition.IsTrue)
        {
            return then;
        }

        if (condition.IsFalse)
        {
            return otherwise;
        }

        if (then == otherwise && !condition.IsPartial)
        {
            return then;
        }

        if (then.Type.Kind == SparkKind.Boolean && otherwise.Type.Kind == SparkKind.Boolean && !then.IsNullLiteral && !otherwise.IsNullLiteral)
        {
            if (then.IsTrue && otherwise.IsFalse)
            {
                return condition;
            }

            if (then.IsFalse && otherwise.IsTrue)
            {
                return Not(condition);
            }

            if (otherwise.IsFalse && !then.IsPartial)
            {
                return And(condition, then);
            }

            if (then.IsTrue && !otherwise.IsPartial)
            {
                return Or(condition, otherwise);
            }
        }

        var parts = new List<Node> { condition, then };
        if (otherwise.Kind == NodeKind.Case)
        {
            parts.AddRange(otherwise.Parts);
        }
        else
        {
            parts.Add(otherwise);
        }

        return RawCase(parts);
    }

    private Node RawCase(List<Node> parts)
    {
        var type = SparkType.Void;
        for (var i = 1; i < parts.Count; i = i + 2 == parts.Count ? i + 1 : i + 2)
        {
            if (parts[i].Type.Kind != SparkKind.Void)
            {
                type = parts[i].Type;
                break;
            }
        }

        if (type.Kind == SparkKind.Void)
        {
            type = parts[^1].Type;
        }

        return Make(NodeKind.Case, "", null, type, parts, parts.Any(part => part.IsPartial));
    }

    private Node Make(NodeKind kind, string name, object? value, SparkType type, IReadOnlyList<Node> parts, bool isPartial)
    {
        var key = Key(kind, name, value, type, parts, isPartial);
        if (nodes.TryGetValue(key, out var known))
        {
            return known;
        }

        var node = new Node
        {
            Id = nodes.Count,
            Kind = kind,
            Name = name,
            Value = value,
            Type = type,
            Parts = parts,
            IsPartial = isPartial,
            Size = parts.Aggregate(1L, (size, part) => Math.Min(size + part.Size, long.MaxValue / 4)),
        };
        nodes.Add(key, node);
        return node;
    }

    private static string Key(NodeKind kind, string name, object? value, SparkType type, IReadOnlyList<Node> parts, bool isPartial)
    {
        var key = new StringBuilder();
        key.Append((int)kind).Append(isPartial ? '!' : ' ').Append(type.Ddl).Append('|').Append(name).Append('|');
        foreach (var part in parts)
        {
            key.Append(CultureInfo.InvariantCulture, $"{part.Id},");
        }

        key.Append('|');
        return value switch
        {
            null => key.ToString(),
            double number => key.Append(CultureInfo.InvariantCulture, $"d{BitConverter.DoubleToInt64Bits(number)}").ToString(),
            _ => key.Append(value.GetType().Name).Append(Convert.ToString(value, CultureInfo.InvariantCulture)).ToString(),
        };
    }
}
